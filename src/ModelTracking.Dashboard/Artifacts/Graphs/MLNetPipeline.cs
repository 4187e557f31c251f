using System.Globalization;
using System.IO.Compression;
using System.Text;
using ModelTracking.Dashboard.Api;
using ModelTracking.Dashboard.Json;

namespace ModelTracking.Dashboard.Artifacts.Graphs;

/// <summary>The steps of a model that ML.NET has saved, joined by the columns that they read and write.</summary>
internal static class MLNetPipeline
{
    private const int MaxEntries = 5000;
    private const int MaxParts = 500;
    private const string Key = "/Model.key";
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["TermTransform"] = "Map value to key",
        ["KeyToVectorTransform"] = "One-hot vector",
        ["KeyToValueTransform"] = "Map key to value",
        ["ConcatTransform"] = "Concatenate",
        ["NormalizeTransform"] = "Normalize",
        ["Normalizer"] = "Normalize",
        ["GcnTransform"] = "Normalize length",
        ["TextNormalizerTransform"] = "Normalize text",
        ["TokenizeTextTransform"] = "Words",
        ["CharToken"] = "Characters",
        ["NgramTransform"] = "N-grams",
        ["SelectColumnsTransform"] = "Select columns",
        ["NAReplaceTransform"] = "Replace missing values",
        ["CopyColumns"] = "Copy columns",
        ["BinaryPredXfer"] = "Binary classification",
        ["MulticlassPredXfer"] = "Multiclass classification",
        ["RegressionPredXfer"] = "Regression",
        ["RankingPredXfer"] = "Ranking",
        ["ClusteringPredXfer"] = "Clustering",
        ["AnomalyPredXfer"] = "Anomaly detection",
    };

    /// <exception cref="ApiException">The bytes are no model of ML.NET.</exception>
    public static GraphDto Read(Stream seekable)
    {
        using var zip = Open(seekable);
        if (zip.Entries.Count > MaxEntries)
        {
            throw NoGraph.Because("This archive has too many files to be a model.");
        }

        var parts = Parts(zip);
        var chain = parts.Keys.FirstOrDefault(k => parts[k].Loader == "TransformerChain" && !k.Contains('/', StringComparison.Ordinal));
        if (parts.Count == 0 || (chain is null && !parts.ContainsKey("")))
        {
            throw NoGraph.Because("This archive is no model of ML.NET.");
        }

        var graph = new GraphBuilder();
        var steps = Steps(parts, chain ?? "").Select(s => (s.Folder, s.Part, Columns: MLNetColumns.Of(s.Part))).ToArray();
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in steps)
        {
            foreach (var column in step.Columns.Reads.Where(c => !written.Contains(c) && !graph.IsWritten(c)).Distinct(StringComparer.Ordinal).ToArray())
            {
                graph.Add("input", "Column", column, [], [column], []);
            }

            written.UnionWith(step.Columns.Writes);
            graph.Add(MLNetColumns.IsPrediction(step.Part) ? "output" : "step", Name(step.Part), string.Join(", ", step.Columns.Writes), step.Columns.Reads, step.Columns.Writes, Details(parts, step.Folder, step.Part, step.Columns));
        }

        return graph.Build("mlnet", [("Steps", steps.Length.ToString(CultureInfo.InvariantCulture)), ("Made by", Version(zip))]);
    }

    private static ZipArchive Open(Stream seekable)
    {
        try
        {
            return new ZipArchive(seekable, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException)
        {
            throw NoGraph.Because("This file is no archive, or a damaged one.");
        }
    }

    private static Dictionary<string, MLNetPart> Parts(ZipArchive zip)
    {
        var parts = new Dictionary<string, MLNetPart>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            if (parts.Count >= MaxParts)
            {
                throw NoGraph.Because("This archive has too many parts to be drawn.");
            }

            var name = entry.FullName.Replace('\\', '/');
            if (!name.EndsWith(Key, StringComparison.Ordinal) && name != Key[1..])
            {
                continue;
            }

            using var stream = entry.Open();
            if (MLNetPart.TryRead(stream) is { } part)
            {
                parts[name == Key[1..] ? "" : name[..^Key.Length]] = part;
            }
        }

        return parts;
    }

    // The steps within a chain in their order; a chain within it, or a step that is made of one, gives its own steps instead.
    private static IEnumerable<(string Folder, MLNetPart Part)> Steps(Dictionary<string, MLNetPart> parts, string folder)
    {
        var part = parts[folder];
        var inner = parts.Keys.Where(k => Parent(k) == folder && k.Length > 0 && k[(k.LastIndexOf('/') + 1)..] is var last && (last.StartsWith("Transform_", StringComparison.Ordinal) || last == "Chain"))
            .Order(StringComparer.Ordinal).ToArray();
        return part.Loader == "TransformerChain" || inner.Any(k => k.EndsWith("/Chain", StringComparison.Ordinal)) ? inner.SelectMany(k => Steps(parts, k)) : [(folder, part)];
    }

    private static IEnumerable<string> Details(Dictionary<string, MLNetPart> parts, string folder, MLNetPart part, (IReadOnlyList<string> Reads, IReadOnlyList<string> Writes) columns)
    {
        yield return $"loaded by {part.Loader}";
        if (columns.Reads.Count > 0)
        {
            yield return $"reads {string.Join(", ", columns.Reads)}";
        }

        // What predicts, how it is calibrated, what is mapped to what.
        foreach (var inner in parts.Where(p => p.Key.StartsWith(folder + "/", StringComparison.Ordinal)).OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            yield return inner.Value.Loader == "TermManager"
                ? $"{inner.Value.Texts.Count} values: {string.Join(", ", inner.Value.Texts.Take(12))}{(inner.Value.Texts.Count > 12 ? " …" : "")}"
                : $"{inner.Key[(folder.Length + 1)..]}: {inner.Value.Loader}";
        }
    }

    private static string Name(MLNetPart part) => Names.GetValueOrDefault(part.Loader) ?? (part.Loader.EndsWith("Transform", StringComparison.Ordinal) ? part.Loader[..^9] : part.Loader);

    private static string Parent(string folder) => folder.LastIndexOf('/') is >= 0 and var at ? folder[..at] : folder.Length == 0 ? "\0" : "";

    private static string? Version(ZipArchive zip)
    {
        if (zip.GetEntry("TrainingInfo/Version.txt") is not { Length: < 200 } entry)
        {
            return null;
        }

        using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
        return $"ML.NET {reader.ReadToEnd().Trim()}";
    }
}
