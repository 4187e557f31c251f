using System.Text;
using System.Text.Json;
using ModelTracking.Capture.Git;
using ModelTracking.Capture.Packages;
using ModelTracking.Records;

namespace ModelTracking.Reading.Comparing;

/// <summary>What a comparison reads of a run besides its summary.</summary>
internal sealed class RunExtras
{
    private const long LargestSection = 1 << 20;

    /// <summary>Versions by package or framework.</summary>
    public Dictionary<string, string> Packages { get; } = new(StringComparer.Ordinal);

    /// <summary>The patch of each file that was not committed as it ran; empty text where it is too long to be compared.</summary>
    public Dictionary<string, string> Patches { get; } = new(StringComparer.Ordinal);

    public List<string> Notes { get; } = [];

    public static async Task<RunExtras[]> ReadAsync(IRunReader reader, IReadOnlyList<RunSummary> runs, CancellationToken cancellationToken) =>
        await Task.WhenAll(runs.Select(r => ReadAsync(reader, r, cancellationToken))).ConfigureAwait(false);

    private static async Task<RunExtras> ReadAsync(IRunReader reader, RunSummary run, CancellationToken cancellationToken)
    {
        var extras = new RunExtras();
        if (run.Environments is [.., { PackagesArtifact: { } packages }])
        {
            await extras.TryAsync(run, "packages", async () =>
            {
                extras.Add(PackageGraph.Parse(await InMemoryAsync(reader, run.Id, packages, cancellationToken).ConfigureAwait(false)));
            }).ConfigureAwait(false);
        }

        if (run.Code is [.., { Patch: { } patch }])
        {
            await extras.TryAsync(run, "patch", async () =>
            {
                using var text = await InMemoryAsync(reader, run.Id, patch, cancellationToken).ConfigureAwait(false);
                new PatchSplitter(LargestSection, (path, section) => extras.Patches[path] = section is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : "").ReadFrom(text);
            }).ConfigureAwait(false);
        }

        return extras;
    }

    private static async Task<MemoryStream> InMemoryAsync(IRunReader reader, RunId run, string path, CancellationToken cancellationToken)
    {
        var stream = await reader.OpenArtifactAsync(run, path, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var memory = new MemoryStream();
            await stream.CopyToAsync(memory, cancellationToken).ConfigureAwait(false);
            memory.Position = 0;
            return memory;
        }
    }

    private void Add(PackageGraph graph)
    {
        foreach (var framework in graph.Frameworks.Select(f => f.Split(' ', 2)))
        {
            Packages[framework[0]] = framework.Length > 1 ? framework[1] : "";
        }

        foreach (var package in graph.Packages.Concat(graph.Projects))
        {
            Packages[package.Name] = package.Version;
        }
    }

    // An artifact whose bytes are gone takes nothing else away.
    private async Task TryAsync(RunSummary run, string what, Func<Task> read)
    {
        try
        {
            await read().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException or JsonException)
        {
            Notes.Add($"The {what} of run '{run.Name}' could not be read: {exception.Message}");
        }
    }
}
