using ModelTracking.Versioning;

namespace ModelTracking.TestPrograms;

/// <summary>Pushes the repository 'churn' to another store; says so before it begins.</summary>
internal static class Push
{
    public static int Run(string from, string to)
    {
        var repository = VersionStore.Open(from).Repository("churn");
        Console.WriteLine("started");
        repository.Push(VersionStore.Open(to));
        return 0;
    }
}
