using System.ComponentModel;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Sharing;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Lists the views that people have saved in the dashboard.</summary>
[Description("List the views that were saved in the dashboard; 'modeltracking runs --view NAME' shows the runs of one.")]
internal sealed class ViewsCommand(Terminal terminal) : AsyncCommand<ViewsCommand.Settings>
{
    internal sealed class Settings : StoreSettings
    {
        [CommandOption("--json")]
        [Description("Print JSON.")]
        public bool Json { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        IReadOnlyList<ViewJson> views = [.. SharedFinder.Open(settings, terminal, SharedKind.View).List().Select(ViewJson.Of)];
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, views, ToolJson.Output.IReadOnlyListViewJson, cancellationToken);
        }
        else if (views.Count == 0)
        {
            terminal.Console.WriteLine("No view was saved yet; 'modeltracking ui' shows runs, and its button Views saves what is shown.", Palette.Quiet);
        }
        else
        {
            new FittedTable(
            [
                new("id", [.. views.Select(v => Cell.Quiet(v.Id))]),
                new("name", [.. views.Select(v => (Cell)Format.Line(v.Name))]) { MinWidth = 12 },
                new("shows", [.. views.Select(v => (Cell)Format.Line(Shows(v)))]) { MinWidth = 16, Spare = 1 },
                new("owner", [.. views.Select(v => (Cell)Format.Line(v.IsPrivate ? $"{v.Owner}, private" : v.Owner))]) { MinWidth = 8 },
                new("changed", [.. views.Select(v => (Cell)Format.Time(v.Changed, terminal.Time.LocalTimeZone))]) { Spare = 2 },
            ]).Write(terminal.Console);
        }

        return ExitCode.Success;
    }

    private static string Shows(ViewJson view) => string.Join(", ", new[]
    {
        view.Page == "runs" ? null : view.Page,
        view.Experiment.Length == 0 ? null : view.Experiment,
        view.Query.Length == 0 ? null : view.Query,
        view.Group.Length == 0 ? null : $"by {view.Group}",
        view.Sort.Length == 0 ? null : $"ordered by {view.Sort}",
    }.OfType<string>()) is { Length: > 0 } text ? text : "all runs";
}
