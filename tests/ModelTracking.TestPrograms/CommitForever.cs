using ModelTracking.Versioning;

namespace ModelTracking.TestPrograms;

/// <summary>Commits until it is killed; the identities of commits that returned stand in a file.</summary>
internal static class CommitForever
{
    public static int Run(string store, string progressFile)
    {
        var repository = VersionStore.Open(store).Repository("churn");
        using var progress = new StreamWriter(progressFile) { AutoFlush = true };
        Console.WriteLine("started");
        for (var i = 0; ; i++)
        {
            try
            {
                progress.Write(repository.Commit($"{Environment.ProcessId}.{i}", c => c.Set("i", i).Model("m", "w.bin", s => s.Write(BitConverter.GetBytes(i)))).Id + "\n");
            }
            catch (VersionConflictException)
            {
                // The other one was quicker; the next commit builds on its.
            }
        }
    }
}
