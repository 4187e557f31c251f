using System.ComponentModel;
using System.Text.Json;
using ModelTracking.Charts;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Reading;
using ModelTracking.Records;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Lists and fetches a run's artifacts.</summary>
[Description("List a run's artifacts, or fetch one, verified.")]
internal sealed class ArtifactsCommand(Terminal terminal) : AsyncCommand<ArtifactsCommand.Settings>
{
    // What is more than this is no text to be read in a terminal.
    private const long MostDrawn = 16 << 20;

    private static readonly string[] ChartTypes = [Histogram.Type, ConfusionMatrix.Type, Curve.Type, FeatureImportance.Type];

    internal sealed class Settings : RunSettings
    {
        [CommandOption("--get|-g <PATH>")]
        [Description("Fetch the artifact with this path.")]
        public string? Get { get; init; }

        [CommandOption("--out|-o <FILE>")]
        [Description("Where to; '-' for standard output. Default: the artifact's own file name, here.")]
        public string? Out { get; init; }

        [CommandOption("--show|-s <PATH>")]
        [Description("Draw what has this path or key: a confusion matrix, a curve, a histogram, feature importance, a table, text.")]
        public string? Show { get; init; }

        [CommandOption("--step <STEP>")]
        [Description("With --show: what was logged at this step. Default: the last one.")]
        public long? Step { get; init; }

        [CommandOption("--json")]
        [Description("Print the list as JSON.")]
        public bool Json { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        if (settings.Out is not null && settings.Get is null)
        {
            throw ToolException.BadUsage("--out says where a fetched artifact goes; say which one with --get PATH.");
        }

        if (settings.Step is not null && settings.Show is null)
        {
            throw ToolException.BadUsage("--step says what is to be drawn at which step; say what with --show PATH.");
        }

        var store = OpenStore.At(settings, terminal);
        var run = await store.FindAsync(settings.Run, cancellationToken);
        if (settings.Get is { } path)
        {
            await FetchAsync(store.Reader, run, path, settings.Out, cancellationToken);
        }
        else if (settings.Show is { } chart)
        {
            await DrawAsync(store.Reader, run, DrawingFinder.Find(run, chart, settings.Step), cancellationToken);
        }
        else if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, [.. run.Artifacts.Select(ArtifactJson.Of)], ToolJson.Output.IReadOnlyListArtifactJson, cancellationToken);
        }
        else if (run.Artifacts.Count == 0)
        {
            terminal.Console.WriteLine($"Run {Format.Line(run.Name)} has no artifacts.", Palette.Quiet);
        }
        else
        {
            new ArtifactListView(terminal.Console, terminal.Time.GetUtcNow()).Write(run.Artifacts, indent: 0);
        }

        return store.ExitCode;
    }

    private async Task FetchAsync(IRunReader reader, RunSummary run, string path, string? target, CancellationToken cancellationToken)
    {
        var artifact = Find(run, path);
        if (target == "-")
        {
            await using var bytes = await reader.OpenArtifactAsync(run.Id, path, cancellationToken);
            await bytes.CopyToAsync(terminal.Bytes, cancellationToken);
            return;
        }

        var file = Path.GetFullPath(target ?? Path.GetFileName(path), terminal.Folder);
        if (target is null && File.Exists(file))
        {
            throw ToolException.BadUsage($"'{file}' is there already; say where to with --out FILE.");
        }

        await CopyAsync(reader, run.Id, artifact, file, cancellationToken);
        terminal.Console.WriteLine($"{Format.Line(path)} → {file} ({Format.Size(artifact.Length)}, verified)");
    }

    private async Task DrawAsync(IRunReader reader, RunSummary run, ArtifactEntry artifact, CancellationToken cancellationToken)
    {
        await using var stored = await reader.OpenArtifactAsync(run.Id, artifact.Path, cancellationToken);
        if (artifact.Length > MostDrawn || (!artifact.MediaType.StartsWith("text/", StringComparison.Ordinal) && artifact.MediaType != "application/json"))
        {
            throw ToolException.BadUsage($"'{artifact.Path}' ({Format.Line(artifact.Kind ?? artifact.MediaType)}, {Format.Size(artifact.Length)}) cannot be drawn here; fetch it with --get.");
        }

        var bytes = new MemoryStream();
        await stored.CopyToAsync(bytes, cancellationToken);
        if (!TryDraw(bytes, artifact.Path))
        {
            bytes.Position = 0;
            using var text = new StreamReader(bytes);
            while (await text.ReadLineAsync(cancellationToken) is { } line)
            {
                terminal.Console.WriteLine(Format.Line(line));
            }
        }

        var about = (artifact.Step is { } step ? $"step {Format.Count(step)}" : "") + (artifact.Caption is { } caption ? $"{(artifact.Step is null ? "" : ": ")}{Format.Line(caption)}" : "");
        if (about.Length > 0)
        {
            terminal.Console.WriteLine($"  {about}", Palette.Quiet);
        }
    }

    // A chart, else a table; false for everything else, which is text.
    private bool TryDraw(MemoryStream bytes, string path)
    {
        try
        {
            bytes.Position = 0;
            using var document = JsonDocument.Parse(bytes);
            if (!(document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("type", out var type) && ChartTypes.Contains(type.ToString())))
            {
                return new TableArtifactView(terminal.Console).TryWrite(document.RootElement);
            }
        }
        catch (JsonException)
        {
            return false;
        }

        try
        {
            bytes.Position = 0;
            new ChartView(terminal.Console).Write(Chart.Parse(bytes));
            return true;
        }
        catch (JsonException exception)
        {
            throw ToolException.NotFound($"'{path}' cannot be drawn: {exception.Message} Fetch it with --get to look at it.");
        }
    }

    private static ArtifactEntry Find(RunSummary run, string path) => run.Artifacts.FirstOrDefault(a => a.Path == path)
        ?? throw ToolException.NotFound($"run '{run.Name}' has no artifact '{path}'.{Suggestion.DidYouMean(path, run.Artifacts.Select(a => a.Path))} 'modeltracking artifacts {Format.Id(run.Id)}' lists them.");

    // Beside the target first: damaged or half-copied bytes never take its place.
    private static async Task CopyAsync(IRunReader reader, RunId run, ArtifactEntry artifact, string file, CancellationToken cancellationToken)
    {
        var part = $"{file}.part";
        try
        {
            await using (var bytes = await reader.OpenArtifactAsync(run, artifact.Path, cancellationToken))
            await using (var copy = File.Create(part))
            {
                await bytes.CopyToAsync(copy, cancellationToken);
            }

            File.Move(part, file, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
