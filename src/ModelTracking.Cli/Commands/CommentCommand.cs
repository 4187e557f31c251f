using System.ComponentModel;
using ModelTracking.Capture;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Reading;
using ModelTracking.Records;
using ModelTracking.Versioning;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Says something about runs, comparisons and models, and shows what others said.</summary>
[Description("Comment on a run, on a comparison of several, or on a model, and read what others said; @name mentions somebody.")]
internal sealed class CommentCommand(Terminal terminal) : AsyncCommand<CommentCommand.Settings>
{
    private const string ModelPrefix = "models:/";

    internal sealed class Settings : StoreSettings
    {
        [CommandArgument(0, "[WHAT]")]
        [Description("A run, several runs for their comparison, or a model as models:/NAME or models:/NAME/VERSION. Default: everything, with --mentions.")]
        public string[] What { get; init; } = [];

        [CommandOption("--add|-a <TEXT>")]
        [Description("What to say, in Markdown; @FILE reads it from a file. Without it, the comments are shown.")]
        public string? Add { get; init; }

        [CommandOption("--remove <ID>")]
        [Description("Take a comment on a run back; it stays in the run's history.")]
        public string? Remove { get; init; }

        [CommandOption("--mentions <NAME>")]
        [Description("Show only comments that mention somebody; without WHAT, those of the whole store.")]
        public string? Mentions { get; init; }

        [CommandOption("--by <NAME>")]
        [Description("Who says it. Default: MODELTRACKING_AUTHOR, else the user.")]
        public string? By { get; init; }

        [CommandOption("--json")]
        [Description("Print JSON.")]
        public bool Json { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        if (settings.What.Length == 0 && settings.Mentions is null)
        {
            throw ToolException.BadUsage("comment needs a run, runs or a model; or --mentions NAME for the whole store.");
        }

        if (settings.Add is not null && settings.Remove is not null)
        {
            throw ToolException.BadUsage("give one of --add and --remove.");
        }

        var by = settings.By ?? terminal.Variable("MODELTRACKING_AUTHOR");
        if (settings.What is [var only] && only.StartsWith(ModelPrefix, StringComparison.Ordinal))
        {
            await OnModelAsync(settings, only[ModelPrefix.Length..], by, cancellationToken);
            return ExitCode.Success;
        }

        var store = OpenStore.At(settings, terminal);
        var runs = new List<RunSummary>();
        foreach (var name in settings.What)
        {
            runs.Add(await store.FindAsync(name, cancellationToken));
        }

        if (settings.Add is { } add)
        {
            var text = await TextAsync(add, cancellationToken);
            await using var client = Open(store.Files.Folder);
            await client.CommentAsync([.. runs.Select(r => r.Id)], text, by);
        }
        else if (settings.Remove is { } id)
        {
            await using var client = Open(store.Files.Folder);
            if (runs.Count == 0 || !await client.RemoveCommentAsync(runs[0].Id, id, by))
            {
                throw ToolException.NotFound($"there is no comment '{id}' on it; 'modeltracking comment RUN --json' shows their ids.");
            }
        }
        else if (runs.Count == 0)
        {
            var query = new RunQuery(store.Quiet, terminal.Time).Where($"tags.modeltracking.mentions LIKE '%@{settings.Mentions!.Replace("'", "''", StringComparison.Ordinal)}%'");
            runs.AddRange(await query.ToListAsync(cancellationToken));
            await SayAsync([.. Of(runs, settings), .. OpenVersions.At(settings, terminal).Models.List().SelectMany(m => m.Comments).Select(CommentJson.Of)], settings, cancellationToken);
            return store.ExitCode;
        }

        var ids = runs.Select(r => r.Id).Distinct().ToArray();
        var now = new List<RunSummary>();
        foreach (var id in ids)
        {
            now.Add(await store.Reader.GetRunAsync(id, cancellationToken) ?? throw ToolException.NotFound($"run {id} is gone; it was deleted a moment ago."));
        }

        await SayAsync(Of(now, settings), settings, cancellationToken);
        return store.ExitCode;
    }

    // Of a comparison, what is about all of it; each once.
    private static CommentJson[] Of(List<RunSummary> runs, Settings settings) =>
        [.. runs.SelectMany(r => RunComments.Of(r).Where(c => settings.What.Length < 2 || c.With.Count > 0).Select(c => (Run: r, Comment: c)))
            .DistinctBy(c => c.Comment.Id)
            .OrderBy(c => c.Comment.Time)
            .Select(c => CommentJson.Of(c.Run.Id.ToString(), c.Comment))];

    private TrackingClient Open(string folder) =>
        TrackingClient.Open(new TrackingOptions { Store = folder, TimeProvider = terminal.Time, ThrowOnError = true, Capture = CaptureOptions.Off() });

    private async Task OnModelAsync(Settings settings, string reference, string? by, CancellationToken cancellationToken)
    {
        var versions = OpenVersions.At(settings, terminal, by);
        var slash = reference.IndexOf('/', StringComparison.Ordinal);
        var version = slash < 0 ? (int?)null : versions.Models.Get(reference).Number;
        var model = versions.Models.Model(slash < 0 ? reference : reference[..slash]);
        if (settings.Remove is not null)
        {
            throw ToolException.BadUsage("a model's history is only ever added to; its comments stay.");
        }

        if (settings.Add is { } add)
        {
            model.Comment(await TextAsync(add, cancellationToken), version);
            await WebhooksCommand.DeliverAsync(versions, terminal, cancellationToken);
        }

        await SayAsync([.. model.Comments.Where(c => version is null || c.Version == version).Select(CommentJson.Of)], settings, cancellationToken);
    }

    private async Task<string> TextAsync(string text, CancellationToken cancellationToken) =>
        text is ['@', .. var file] && File.Exists(Path.GetFullPath(file, terminal.Folder)) ? await File.ReadAllTextAsync(Path.GetFullPath(file, terminal.Folder), cancellationToken) : text;

    private async Task SayAsync(IReadOnlyList<CommentJson> all, Settings settings, CancellationToken cancellationToken)
    {
        IReadOnlyList<CommentJson> shown = settings.Mentions is { } name ? [.. all.Where(c => c.Mentions.Contains(name.TrimStart('@')))] : all;
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, shown, ToolJson.Output.IReadOnlyListCommentJson, cancellationToken);
            return;
        }

        if (shown.Count == 0)
        {
            terminal.Console.WriteLine(settings.Mentions is null ? "Nothing was said yet; --add TEXT does." : "No comment mentions them.", Palette.Quiet);
        }

        foreach (var comment in shown)
        {
            terminal.Console.Write(new Paragraph()
                .Append(Format.Line(comment.By), Palette.Heading)
                .Append($"  {Format.Time(comment.Time, terminal.Time.LocalTimeZone)}  on {Short(comment)}{(comment.Id is null ? "" : $"  #{comment.Id}")}", Palette.Quiet));
            terminal.Console.WriteLine();
            foreach (var line in comment.Text.ReplaceLineEndings("\n").Split('\n'))
            {
                terminal.Console.WriteLine($"  {Format.Line(line)}");
            }
        }
    }

    private static string Short(CommentJson comment) => comment.On.StartsWith(ModelPrefix, StringComparison.Ordinal) ? comment.On
        : string.Join(", ", comment.With.Prepend(comment.On).Select(r => r[..Format.ShortIdLength]));
}
