using ModelTracking.Capture;
using ModelTracking.Records;

namespace ModelTracking.Reading.Matching;

/// <summary>
/// What a training was, or is going to be: configuration, code and data. What is left out matches anything, so a signature of one
/// param finds every run with that param. Immutable.
/// </summary>
public sealed record RunSignature
{
    /// <summary>Only runs of this experiment. Default: all.</summary>
    public string? Experiment { get; init; }

    /// <summary>Params with their values. Default: none.</summary>
    public IReadOnlyDictionary<string, ParamValue> Params { get; init; } = new Dictionary<string, ParamValue>();

    /// <summary>Whether a run that has params besides <see cref="Params"/> is another training. Default: false.</summary>
    public bool IsWholeConfig { get; init; }

    /// <summary>The commit, or the beginning of its hash. Default: any.</summary>
    public string? Commit { get; init; }

    /// <summary>SHA-256 of the patch with what was not committed; empty for a clean work tree. Default: any.</summary>
    public string? Patch { get; init; }

    /// <summary>Digests of the data, or their beginnings, all of which a run must have used. Default: any data.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>The signature of a run that was logged, as far as it says what it was.</summary>
    /// <param name="run">The run.</param>
    /// <param name="ignore">Keys of params that make no other training, for example <c>output_folder</c>. Default: none.</param>
    public static RunSignature Of(RunSummary run, IEnumerable<string>? ignore = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        var left = ignore?.ToHashSet(StringComparer.Ordinal) ?? [];
        return new RunSignature
        {
            Experiment = run.Experiment,
            Params = run.Params.Where(p => !left.Contains(p.Key)).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal),
            IsWholeConfig = true,
            Commit = run.Code.Count > 0 ? run.Code[^1].Commit : null,
            Patch = PatchOf(run),
            Data = [.. run.Datasets.Select(d => d.Digest)],
        };
    }

    /// <summary>The digest of a file or folder, as <c>run.LogDataset</c> takes it.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string DigestOf(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Directory.Exists(path) ? DataDigest.OfFolder(path).Digest : DataDigest.OfFile(path).Digest;
    }

    /// <summary>What identifies a run's uncommitted changes; null where the run does not tell its code.</summary>
    internal static string? PatchOf(RunSummary run) => run.Code is [.., var code]
        ? code.Patch is null ? code.IsDirty ? null : "" : run.Artifacts.FirstOrDefault(a => a.Path == code.Patch)?.Hash
        : null;
}
