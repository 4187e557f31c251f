using ModelTracking.Capture.Programs;
using ModelTracking.Capture.Secrets;
using ModelTracking.Records;

namespace ModelTracking.Capture.Git;

/// <summary>Reads the state of the repository that a folder lies in. Changes nothing in it. What cannot be had stands in the notes.</summary>
internal sealed class GitReader(CaptureOptions options, SecretRules rules, Func<TimeSpan> deadline)
{
    /// <summary>Name of the artifact, within the run.</summary>
    public const string PatchPath = "code/changes.patch";

    /// <summary>Folders within the work tree that are not code, such as the store itself.</summary>
    public IReadOnlyList<string> NotCode { get; init; } = [];

    /// <summary>The search path for git. Default: the variable <c>PATH</c>.</summary>
    public string? SearchPath { get; init; }

    /// <param name="folders">Folders to look in, the first that lies in a repository counts.</param>
    public GitState Read(IReadOnlyList<string> folders)
    {
        if (ProgramFinder.Find("git", SearchPath) is not { } file)
        {
            return Nothing("Git was not found on the PATH, so commit and uncommitted changes are not known.");
        }

        var notes = new List<string>();
        foreach (var folder in folders)
        {
            var git = new GitProgram(file, folder, deadline);
            var place = git.Run("rev-parse", "--show-toplevel", "--git-path", "index");
            var lines = place.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (place.IsGood && lines.Length == 2)
            {
                var root = Path.GetFullPath(lines[0].TrimEnd('\r'));
                return Read(git.In(root), root, Path.GetFullPath(lines[1].TrimEnd('\r'), folder), PatchPath, depth: 0);
            }

            notes.Add(Explain(folder, place));
        }

        return Nothing([.. notes.Distinct()]);
    }

    private static string Explain(string folder, ProgramResult result) =>
        result.Error.Contains("dubious ownership", StringComparison.Ordinal) ? $"Git does not trust the repository at '{folder}', because it belongs to another user; 'git config --global --add safe.directory {folder}' changes that."
        : result.WasStopped ? $"Git did not answer in time in '{folder}'."
        : result.Error.Contains("not a git repository", StringComparison.OrdinalIgnoreCase) ? $"'{folder}' is in no git repository."
        : $"Git could not read the repository at '{folder}': {GitPatch.FirstLine(result.Error)}";

    private static GitState Nothing(params string[] notes) => new(new CodeCaptured { Notes = notes }, []);

    private GitState Read(GitProgram git, string root, string index, string patchPath, int depth)
    {
        var notes = new List<string>();
        var said = git.Run("status", "--porcelain=v2", "--branch", "-z", "--untracked-files=all", "--ignore-submodules=none", "--no-renames");
        if (!said.IsGood)
        {
            notes.Add(said.WasStopped ? "Looking for untracked files took too long, so they are not known." : $"Git could not tell the state: {GitPatch.FirstLine(said.Error)}");
            said = git.Run("status", "--porcelain=v2", "--branch", "-z", "--untracked-files=no", "--no-renames");
        }

        var status = GitStatus.Parse(said.Text);
        status.Untracked.RemoveAll(path => IsNotCode(Path.Combine(root, path)));
        var code = new CodeCaptured
        {
            Commit = status.Commit,
            Branch = status.Branch,
            Root = root,
            IsDirty = status.Changed.Count + status.Untracked.Count + status.Conflicts.Count > 0,
            ChangedFiles = status.Changed.Count + status.Conflicts.Count,
            UntrackedFiles = status.Untracked.Count,
            Remote = Remote(git, status.Branch) is { } remote ? rules.Redact(remote) : null,
        };
        code = WithCommit(git, code, notes);
        var patches = new List<(string, byte[])>();
        if (options.Patch && code.IsDirty)
        {
            code = WithPatch(git, code, status, index, patchPath, patches, notes);
            code = code with { Submodules = [.. status.Submodules.Select(s => Submodule(git, root, s.Path, s.IsDirty, depth, patches, notes))] };
        }

        return new GitState(code with { Notes = notes }, patches);
    }

    private CodeCaptured WithCommit(GitProgram git, CodeCaptured code, List<string> notes)
    {
        if (code.Commit is null)
        {
            notes.Add("The repository has no commit yet; the patch makes the files in an empty folder.");
            return code;
        }

        var lines = git.Run("log", "-1", "--no-show-signature", "--format=%cI%n%s", code.Commit).Text.Split('\n');
        return lines.Length < 2 ? code : code with
        {
            CommitTime = DateTimeOffset.TryParse(lines[0], System.Globalization.CultureInfo.InvariantCulture, out var time) ? time : null,
            Subject = rules.Redact(lines[1]),
        };
    }

    private CodeCaptured WithPatch(GitProgram git, CodeCaptured code, GitStatus status, string index, string path, List<(string, byte[])> patches, List<string> notes)
    {
        var gate = new PatchGate(git, code.Root!, rules, new SecretFiles(options.SecretFiles), options.MaxPatchFileBytes);
        var patch = new GitPatch(git, gate, options);
        if (patch.Make(status, index) is { } problem)
        {
            notes.Add(problem);
        }

        if (patch.Bytes.Length > 0)
        {
            patches.Add((path, patch.Bytes));
        }

        return code with { Patch = patch.Bytes.Length > 0 ? path : null, LeftOut = [.. patch.LeftOut.Select(f => f with { Path = rules.Redact(f.Path) })], LeftOutCount = patch.LeftOutCount };
    }

    private SubmoduleState Submodule(GitProgram git, string root, string path, bool isDirty, int depth, List<(string, byte[])> patches, List<string> notes)
    {
        const int Deepest = 3;
        var folder = Path.Combine(root, path);
        if (!Directory.Exists(folder) || depth == Deepest)
        {
            return new SubmoduleState(path);
        }

        var inside = git.In(folder);
        var place = inside.Run("rev-parse", "--git-path", "index");
        if (!place.IsGood || !isDirty)
        {
            var head = inside.Run("rev-parse", "HEAD");
            return new SubmoduleState(path) { Commit = head.IsGood ? head.Text.Trim() : null };
        }

        var state = Read(inside, folder, Path.GetFullPath(place.Text.Trim(), folder), $"code/submodules/{path}.patch", depth + 1);
        patches.AddRange(state.Patches);
        notes.AddRange(state.Code.LeftOut.Select(f => $"In submodule '{path}' the file '{f.Path}' {f.Reason}."));
        notes.AddRange(state.Code.Notes.Select(n => $"Submodule '{path}': {n}"));
        return new SubmoduleState(path) { Commit = state.Code.Commit, Patch = state.Code.Patch };
    }

    private static string? Remote(GitProgram git, string? branch)
    {
        var settings = git.Run("config", "-z", "--get-regexp", @"^(remote\..*\.url|branch\..*\.remote)$").Text
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\n', 2))
            .Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0], pair => pair[1])
            .ToDictionary(group => group.Key, group => group.First());
        var name = branch is not null ? settings.GetValueOrDefault($"branch.{branch}.remote", "origin") : "origin";
        return settings.TryGetValue($"remote.{name}.url", out var url) ? RemoteAddress.Strip(url) : null;
    }

    private bool IsNotCode(string path)
    {
        var full = Path.GetFullPath(path);
        return NotCode.Any(folder => full.StartsWith(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar, StringComparison.Ordinal));
    }
}
