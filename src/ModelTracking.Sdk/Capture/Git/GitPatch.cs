using System.Buffers;
using System.Text;
using ModelTracking.Records;

namespace ModelTracking.Capture.Git;

/// <summary>
/// Makes one patch of all uncommitted changes and small untracked files. Git itself writes it, on a copy of the index
/// that knows the untracked files, so that modes, links, binary files and strange names come back byte for byte.
/// </summary>
internal sealed class GitPatch(GitProgram git, PatchGate gate, CaptureOptions options)
{
    private const int MaxNamed = 100;

    private readonly ArrayBufferWriter<byte> _patch = new();
    private readonly List<LeftOutFile> _leftOut = [];

    /// <summary>The patch; empty where there is nothing to store.</summary>
    public byte[] Bytes => _patch.WrittenSpan.ToArray();

    /// <summary>Files left out, the first of them.</summary>
    public IReadOnlyList<LeftOutFile> LeftOut => _leftOut;

    public int LeftOutCount { get; private set; }

    /// <summary>Makes the patch.</summary>
    /// <returns>Why there is none; null where all went well.</returns>
    public string? Make(GitStatus status, string indexFile)
    {
        foreach (var conflict in status.Conflicts)
        {
            LeaveOut(conflict, "has conflicts: the patch holds it as it stands in the work tree");
        }

        var untracked = status.Untracked.Where(Accept).ToList();
        var tree = status.Commit is null ? EmptyTree() : "HEAD";
        if (untracked.Count == 0)
        {
            return Diff(tree, index: null);
        }

        // Names of files may be nobody else's business.
        var folder = Directory.CreateTempSubdirectory("modeltracking-");
        var copy = Path.Combine(folder.FullName, "index");
        try
        {
            if (File.Exists(indexFile))
            {
                File.Copy(indexFile, copy);
            }

            var names = Encoding.UTF8.GetBytes(string.Concat(untracked.Select(path => path + '\0')));
            var added = git.Run(["add", "--intent-to-add", "--pathspec-from-file=-", "--pathspec-file-nul"], copy, names);
            if (added.IsGood)
            {
                return Diff(tree, copy);
            }

            foreach (var path in untracked)
            {
                LeaveOut(path, "could not be read by git: " + FirstLine(added.Error));
            }

            return Diff(tree, index: null);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static string FirstLine(string text) => text.Split('\n').FirstOrDefault(l => l.Trim().Length > 0)?.Trim() ?? "no reason was given";

    private bool Accept(string path)
    {
        if (gate.RefuseUntracked(path) is not { } reason)
        {
            return true;
        }

        LeaveOut(path, reason);
        return false;
    }

    private string? Diff(string tree, string? index)
    {
        var splitter = new PatchSplitter(options.MaxPatchFileBytes, Take);
        var result = git.Run(
            ["diff", "--binary", "--full-index", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--no-indent-heuristic", "--ignore-submodules=all", "--src-prefix=a/", "--dst-prefix=b/", "-U3", tree],
            index,
            read: splitter.ReadFrom);
        if (result.IsGood)
        {
            return null;
        }

        _patch.Clear();
        return result.WasStopped ? "Making the patch of uncommitted changes took too long, so there is none." : $"Git could not make a patch of the uncommitted changes: {FirstLine(result.Error)}";
    }

    private void Take(string path, ReadOnlyMemory<byte>? section)
    {
        var reason = section is null ? $"has changes of more than {options.MaxPatchFileBytes} bytes"
            : _patch.WrittenCount + section.Value.Length > options.MaxPatchBytes ? $"does not fit into a patch of {options.MaxPatchBytes} bytes"
            : Refuse(path, section.Value.Span);
        if (reason is null)
        {
            _patch.Write(section!.Value.Span);
        }
        else
        {
            LeaveOut(path, reason);
        }
    }

    private string? Refuse(string path, ReadOnlySpan<byte> section)
    {
        try
        {
            return gate.RefuseSection(path, section);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"could not be searched for secrets: {exception.Message}";
        }
    }

    private void LeaveOut(string path, string reason)
    {
        LeftOutCount++;
        if (_leftOut.Count < MaxNamed)
        {
            _leftOut.Add(new LeftOutFile(path, reason));
        }
    }

    // Its hash depends on the repository's hash function.
    private string EmptyTree() => git.Run(["hash-object", "-t", "tree", "--stdin"], null, []).Text.Trim();
}
