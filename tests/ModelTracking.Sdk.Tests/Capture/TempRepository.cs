using System.Diagnostics;
using System.Text;
using ModelTracking.Capture;
using ModelTracking.Capture.Git;
using ModelTracking.Capture.Secrets;

namespace ModelTracking.Tests.Capture;

/// <summary>A real git repository in a new folder, which is gone after the test.</summary>
internal sealed class TempRepository : IDisposable
{
    private readonly TempFolder _folder = new();

    public TempRepository(string name = "repo")
    {
        Root = _folder[name];
        Directory.CreateDirectory(Root);
        Git("init", "-q", "-b", "main");
        Git("config", "user.email", "somebody@example.org");
        Git("config", "user.name", "Somebody");
        Git("config", "commit.gpgsign", "false");
    }

    public string Root { get; }

    public string Beside(string name) => _folder[name];

    public TempRepository Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    public TempRepository Write(string path, byte[] bytes)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, bytes);
        return this;
    }

    public string Commit(string message = "a commit")
    {
        Git("add", "-A");
        Git("commit", "-q", "--allow-empty", "-m", message);
        return Git("rev-parse", "HEAD").Trim();
    }

    public string Git(params string[] arguments) => GitIn(Root, arguments);

    public static string GitIn(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-c", "protocol.file.allow=always", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {error.Result}");
    }

    /// <summary>What is captured of a folder.</summary>
    public static GitState Read(string folder, CaptureOptions? options = null, string[]? notCode = null, string? searchPath = null, SecretRules? rules = null) =>
        new GitReader(options ?? new CaptureOptions(), rules ?? new SecretRules(), () => TimeSpan.FromSeconds(30)) { NotCode = notCode ?? [], SearchPath = searchPath }.Read([folder]);

    public GitState Read(CaptureOptions? options = null) => Read(Root, options);

    /// <summary>The work tree that the captured commit and patch give, in a fresh clone.</summary>
    public string Restore(GitState state)
    {
        var clone = _folder[Guid.NewGuid().ToString("N")];
        GitIn(_folder.Path, "clone", "-q", Root, clone);
        GitIn(clone, "checkout", "-q", state.Code.Commit!);
        foreach (var (path, bytes) in state.Patches.Where(p => p.Path == GitReader.PatchPath))
        {
            var patch = _folder["restore.patch"];
            File.WriteAllBytes(patch, bytes);
            GitIn(clone, "apply", "--whitespace=nowarn", patch);
        }

        return clone;
    }

    /// <summary>Every file under a folder, git's own aside: its path, mode and bytes.</summary>
    public static SortedDictionary<string, string> Tree(string root)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in new DirectoryInfo(root).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(root, file.FullName).Replace('\\', '/');
            if (!path.StartsWith(".git/", StringComparison.Ordinal) && path != ".git")
            {
                files[path] = file.LinkTarget is { } target ? $"link to {target}"
                    : $"{(OperatingSystem.IsWindows() ? "" : (file.UnixFileMode & UnixFileMode.UserExecute) != 0 ? "x " : "- ")}{Convert.ToHexString(File.ReadAllBytes(file.FullName))}";
            }
        }

        return files;
    }

    public void Dispose()
    {
        // Git makes its objects read-only, which Windows does not delete.
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Where(f => OperatingSystem.IsWindows() && File.Exists(f)))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }

        _folder.Dispose();
    }
}
