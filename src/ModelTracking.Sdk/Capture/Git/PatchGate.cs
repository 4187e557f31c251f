using System.Text;
using ModelTracking.Capture.Secrets;

namespace ModelTracking.Capture.Git;

/// <summary>Decides which files of a work tree may be stored. What cannot be searched for secrets is not.</summary>
internal sealed class PatchGate(GitProgram git, string root, SecretRules rules, SecretFiles names, long maxFile)
{
    /// <summary>How much of a text file is searched for the beginning of a key, beside what changed in it.</summary>
    private const int MaxSearched = 4 << 20;

    private static readonly string[] SettingsExtensions =
        [".ini", ".cfg", ".conf", ".config", ".properties", ".yaml", ".yml", ".toml", ".env", ".sh", ".bash", ".ps1", ".cmd", ".bat", ".txt", ".md", ".http", ".rest", ".settings", ".tf", ""];

    private static readonly string[] ArchiveExtensions =
        [".zip", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".rar", ".tar", ".jar", ".nupkg", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".whl", ".br", ".lz4", ".parquet", ".pdf", ".npz"];

    private static readonly byte[][] ArchiveBeginnings =
    [
        "PK\x03\x04"u8.ToArray(), [0x1f, 0x8b], "BZh"u8.ToArray(), [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'], [0x28, 0xb5, 0x2f, 0xfd],
        [(byte)'7', (byte)'z', 0xbc, 0xaf], "Rar!"u8.ToArray(), "PAR1"u8.ToArray(), "%PDF"u8.ToArray(),
    ];

    /// <summary>Why an untracked file is left out before git is asked about it; null where it is not.</summary>
    public string? RefuseUntracked(string path)
    {
        if (path.EndsWith('/'))
        {
            return "is a repository of its own";
        }

        var file = new FileInfo(Path.Combine(root, path));
        if (file.Exists && file.LinkTarget is null && file.Length > maxFile)
        {
            return $"is larger than {maxFile} bytes";
        }

        return RefuseName(path);
    }

    /// <summary>Why a file's section of the patch is left out; null where it is not.</summary>
    public string? RefuseSection(string path, ReadOnlySpan<byte> section)
    {
        if (RefuseName(path) is { } reason)
        {
            return reason;
        }

        if (section.IndexOf("\nGIT binary patch\n"u8) < 0)
        {
            // A change in the middle of a key does not show where the key begins; the file does.
            return RefuseText(path, Lines(section)) ?? RefuseWhole(path);
        }

        // The section holds the bytes packed: the file itself is searched, as it is and as it was.
        var full = Path.Combine(root, path);
        var now = File.Exists(full) ? File.ReadAllBytes(full) : [];
        var before = git.Run("cat-file", "blob", $"HEAD:{path}");
        if (before.WasStopped)
        {
            return "could not be searched for secrets in time";
        }

        return RefuseBytes(path, now) ?? RefuseBytes(path, before.IsGood ? before.Output : []);
    }

    private string? RefuseWhole(string path)
    {
        var file = new FileInfo(Path.Combine(root, path));
        if (!file.Exists || file.LinkTarget is not null)
        {
            return null;
        }

        using var stream = file.OpenRead();
        var bytes = new byte[Math.Min(file.Length, MaxSearched)];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return SecretRules.FindDocument(Encoding.UTF8.GetString(bytes, 0, read));
    }

    // Without the sign that a patch puts before each line: a value may stand on the line after its name.
    private static byte[] Lines(ReadOnlySpan<byte> section)
    {
        var lines = new byte[section.Length];
        var length = 0;
        var isFirst = true;
        foreach (var value in section)
        {
            if (!isFirst || value == (byte)'\n')
            {
                lines[length++] = value;
            }

            isFirst = value == (byte)'\n';
        }

        return lines[..length];
    }

    private string? RefuseName(string path) => names.IsSecret(path) ? "has the name of a file that holds secrets"
        : ArchiveExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) ? "is packed, so it cannot be searched for secrets"
        : null;

    private string? RefuseBytes(string path, byte[] bytes)
    {
        foreach (var beginning in ArchiveBeginnings)
        {
            if (bytes.AsSpan().StartsWith(beginning))
            {
                return "is packed, so it cannot be searched for secrets";
            }
        }

        return RefuseText(path, bytes);
    }

    private string? RefuseText(string path, ReadOnlySpan<byte> bytes)
    {
        var isSettings = SettingsExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) || Path.GetFileName(path).StartsWith('.');
        var reason = rules.Find(Encoding.UTF8.GetString(bytes), isSettings);
        if (reason is null && bytes.Contains((byte)0))
        {
            // UTF-16 reads as text once its zero bytes are gone.
            reason = rules.Find(Encoding.Latin1.GetString(bytes).Replace("\0", "", StringComparison.Ordinal), isSettings);
        }

        return reason;
    }
}
