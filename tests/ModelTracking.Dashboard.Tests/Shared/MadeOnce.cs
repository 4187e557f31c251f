using ModelTracking.Tests;

namespace ModelTracking.Dashboard.Tests.Shared;

/// <summary>A folder that is filled once, for whichever test class asks first; each gets a copy of its own.</summary>
internal sealed class MadeOnce
{
    private readonly Lazy<Task<TempFolder>> _made;

    public MadeOnce(Func<string, Task> fill) => _made = new Lazy<Task<TempFolder>>(async () =>
    {
        var folder = new TempFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        await fill(folder.Path);
        return folder;
    });

    public async Task CopyToAsync(string target)
    {
        var source = (await _made.Value).Path;
        Directory.CreateDirectory(target);
        foreach (var folder in Directory.EnumerateDirectories(source, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(target, Path.GetRelativePath(source, folder)));
        }

        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(target, Path.GetRelativePath(source, file)));
        }
    }
}
