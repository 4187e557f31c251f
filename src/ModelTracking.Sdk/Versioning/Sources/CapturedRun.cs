using System.Text.Json;
using ModelTracking.Artifacts;
using ModelTracking.Capture.Packages;
using ModelTracking.Records;

namespace ModelTracking.Versioning.Sources;

/// <summary>What a run captured, as elements of a commit. Nothing is copied: patches are the run's artifacts.</summary>
internal sealed class CapturedRun(RunSummary run, IObjectStore objects)
{
    private const string Sha256 = "sha256:";
    private const int MaxSchema = 1000;

    /// <summary>The code it was started from; null where it does not say.</summary>
    public GitElement? Code()
    {
        if (run.Code.LastOrDefault(c => c.Commit is not null) is not { } code)
        {
            return null;
        }

        var patch = File(code.Patch);
        return new GitElement(code.Commit!)
        {
            Remote = code.Remote,
            Patch = patch,
            LeftOut = code.IsDirty && patch is null ? code.ChangedFiles + code.UntrackedFiles : code.LeftOutCount,
        };
    }

    /// <summary>What it ran on; null where it does not say.</summary>
    public IReadOnlyDictionary<string, ParamValue>? Environment() =>
        run.Environments is [.., var last] ? EnvironmentValues.Of(last, Packages(last)) : null;

    /// <summary>The data it used, by name; only what has a digest that everybody can compute.</summary>
    public IEnumerable<KeyValuePair<string, DatasetElement>> Datasets() =>
        from used in run.Datasets
        where used.Digest.StartsWith(Sha256, StringComparison.Ordinal) && used.Digest.Length == Sha256.Length + 64
        group used by used.Name into sameName
        from dataset in sameName.DistinctBy(d => d.Digest)
        select KeyValuePair.Create(
            sameName.Key + (sameName.Select(d => d.Digest).Distinct().Skip(1).Any() && dataset.Context is { } context ? $"{{{context}}}" : ""),
            new DatasetElement(dataset.Digest[Sha256.Length..], dataset.Bytes ?? 0)
            {
                Source = dataset.Source,
                Rows = dataset.Rows,
                Schema = Columns(dataset.Columns),
            });

    /// <summary>What the run says of a model whose files are in a folder of it.</summary>
    public ModelPartOptions? Model(string path)
    {
        var folder = path.TrimEnd('/');
        var model = run.Models.LastOrDefault(m => m.Path == folder || folder.StartsWith(m.Path + "/", StringComparison.Ordinal));
        return model is null ? null : new ModelPartOptions
        {
            Flavour = model.Flavor,
            Signature = model.Inputs.Count + model.Outputs.Count == 0 ? null : $"{Columns(model.Inputs)} -> {Columns(model.Outputs)}",
        };
    }

    private FileElement? File(string? path) =>
        run.Artifacts.FirstOrDefault(a => a.Path == path) is { } artifact ? new FileElement(artifact.Hash, artifact.Length) : null;

    private PackageGraph Packages(EnvironmentCaptured environment)
    {
        if (File(environment.PackagesArtifact) is not { } file)
        {
            return new PackageGraph();
        }

        try
        {
            using var json = objects.OpenRead(file.Hash);
            return PackageGraph.Parse(json);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or JsonException)
        {
            return new PackageGraph();
        }
    }

    private static string? Columns(IReadOnlyList<ColumnSpec> columns)
    {
        if (columns.Count == 0)
        {
            return null;
        }

        var text = string.Join(", ", columns.Select(c => $"{c.Name}:{c.Type}{(c.Shape is null ? "" : $"[{string.Join(",", c.Shape)}]")}{(c.IsRequired ? "" : "?")}"));
        return text.Length <= MaxSchema ? text : $"{text[..(MaxSchema - 1)]}…";
    }
}
