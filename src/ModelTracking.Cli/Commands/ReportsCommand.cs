using System.ComponentModel;
using System.Text;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Dashboard;
using ModelTracking.Sharing;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Reports that people write in the dashboard, or in an editor of their own.</summary>
[Description("Reports, which are Markdown with live charts and tables of runs: list, show NAME, save FILE, html NAME. The dashboard shows and edits them.")]
internal sealed class ReportsCommand(Terminal terminal) : AsyncCommand<ReportsCommand.Settings>
{
    private static readonly string[] Actions = ["list", "show", "save", "html"];

    internal sealed class Settings : StoreSettings
    {
        [CommandArgument(0, "[ACTION]")]
        [Description("list (the default), show NAME, save FILE, html NAME.")]
        public string Action { get; init; } = "list";

        [CommandArgument(1, "[NAME]")]
        [Description("show and html: the report's name or id. save: a file of Markdown.")]
        public string? Name { get; init; }

        [CommandOption("--name <NAME>")]
        [Description("save: the name or id of the report that gets a new version, or the name of a new one. Default: the file's name.")]
        public string? SaveAs { get; init; }

        [CommandOption("--experiment <NAME>")]
        [Description("save: the experiment that it is about, and so who sees it in a dashboard that is served to others; '' for all. Default: all, or as it was.")]
        public string? Experiment { get; init; }

        [CommandOption("-o|--out <FILE>")]
        [Description("html: where to write it. Default: NAME.html.")]
        public string? Out { get; init; }

        [CommandOption("--json")]
        [Description("list and save: print JSON.")]
        public bool Json { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var reports = SharedFinder.Open(settings, terminal, SharedKind.Report);
        switch (settings.Action)
        {
            case "list":
                await ListAsync(reports, settings, cancellationToken);
                break;
            case "show":
                await terminal.Bytes.WriteAsync(Encoding.UTF8.GetBytes($"{SharedFinder.Find(reports, Named(settings, "the report's name or id")).Content.TrimEnd('\n')}\n"), cancellationToken);
                break;
            case "save":
                await SaveAsync(reports, settings, cancellationToken);
                break;
            case "html":
                return await WriteAsync(SharedFinder.Find(reports, Named(settings, "the report's name or id")), settings, cancellationToken);
            default:
                throw ToolException.BadUsage($"reports has no action '{settings.Action}'.{Suggestion.DidYouMean(settings.Action, Actions)} 'modeltracking reports --help' lists them.");
        }

        return ExitCode.Success;
    }

    private async Task ListAsync(SharedDocuments reports, Settings settings, CancellationToken cancellationToken)
    {
        IReadOnlyList<ReportJson> all = [.. reports.List().Select(ReportJson.Of)];
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, all, ToolJson.Output.IReadOnlyListReportJson, cancellationToken);
        }
        else if (all.Count == 0)
        {
            terminal.Console.WriteLine("No report was written yet; 'modeltracking ui' has an editor for them, and 'modeltracking reports save FILE.md' takes one in.", Palette.Quiet);
        }
        else
        {
            new FittedTable(
            [
                new("id", [.. all.Select(r => Cell.Quiet(r.Id))]),
                new("name", [.. all.Select(r => (Cell)Format.Line(r.Name))]) { MinWidth = 12 },
                new("about", [.. all.Select(r => r.Experiment.Length == 0 ? Cell.Quiet("all experiments") : (Cell)Format.Line(r.Experiment))]) { MinWidth = 10, Spare = 1 },
                new("owner", [.. all.Select(r => (Cell)Format.Line(r.IsPrivate ? $"{r.Owner}, private" : r.Owner))]) { MinWidth = 8 },
                new("version", [.. all.Select(r => (Cell)$"{r.Version}")]) { Spare = 3 },
                new("changed", [.. all.Select(r => (Cell)Format.Time(r.Changed, terminal.Time.LocalTimeZone))]) { Spare = 2 },
            ]).Write(terminal.Console);
        }
    }

    private async Task SaveAsync(SharedDocuments reports, Settings settings, CancellationToken cancellationToken)
    {
        var file = Path.GetFullPath(Named(settings, "a file of Markdown"), terminal.Folder);
        var name = settings.SaveAs ?? Path.GetFileNameWithoutExtension(file);
        var content = await File.ReadAllTextAsync(file, cancellationToken);
        var known = SharedFinder.TryFind(reports, name);
        var saved = known is not null
            ? reports.Change(known.Id, new SharedChange { Content = content, Experiment = settings.Experiment, Of = known.Version }) ?? throw ToolException.NotFound($"'{name}' was deleted meanwhile.")
            : reports.Create(name, content, experiment: settings.Experiment ?? "");
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, ReportJson.Of(saved), ToolJson.Output.ReportJson, cancellationToken);
            return;
        }

        terminal.Console.WriteLine(saved.Version == known?.Version
            ? $"The report {Format.Line(saved.Name)} is the same already; it stays at version {saved.Version} ({saved.Id})."
            : $"The report {Format.Line(saved.Name)} has version {saved.Version} ({saved.Id}).");
    }

    private async Task<int> WriteAsync(SharedDocument report, Settings settings, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(settings.Out ?? $"{string.Join('_', report.Name.Split(Path.GetInvalidFileNameChars()))}.html", terminal.Folder);
        var store = OpenStore.At(settings, terminal);
        using var page = new MemoryStream();
        var notes = await ReportFile.WriteAsync(report, store.Reader, page, terminal.Time, cancellationToken);
        await using (var file = File.Create(path))
        {
            page.Position = 0;
            await page.CopyToAsync(file, cancellationToken);
        }

        foreach (var note in notes)
        {
            terminal.Tell("warning", note);
        }

        terminal.Console.WriteLine($"Wrote {path}, {Format.Size(page.Length)}; it opens in any browser, without a network.");
        return store.ExitCode;
    }

    private static string Named(Settings settings, string what) => settings.Name ?? throw ToolException.BadUsage($"reports {settings.Action} needs {what}.");
}
