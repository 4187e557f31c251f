using System.ComponentModel;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Records;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Edits runs that were logged already.</summary>
[Description("Edit runs after the fact: name, note, tags, star, experiment, archive. 'history' shows every edit.")]
internal sealed class EditCommand(Terminal terminal) : AsyncCommand<EditCommand.Settings>
{
    internal sealed class Settings : StoreSettings
    {
        [CommandArgument(0, "<RUN>")]
        [Description("Runs, each by its id, the beginning of it, its name, or 'latest'.")]
        public required string[] Runs { get; init; }

        [CommandOption("--name <NAME>")]
        [Description("A new name.")]
        public string? Name { get; init; }

        [CommandOption("--note <TEXT>")]
        [Description("The description, in Markdown; @FILE reads it from a file, an empty text removes it.")]
        public string? Note { get; init; }

        [CommandOption("--tag <KEY=VALUE>")]
        [Description("Set a tag; may be given several times.")]
        public string[] Tags { get; init; } = [];

        [CommandOption("--untag <KEY>")]
        [Description("Remove a tag; may be given several times.")]
        public string[] Untag { get; init; } = [];

        [CommandOption("--move <EXPERIMENT>")]
        [Description("Move to another experiment.")]
        public string? Move { get; init; }

        [CommandOption("--star")]
        [Description("Star.")]
        public bool Star { get; init; }

        [CommandOption("--unstar")]
        [Description("Take the star back.")]
        public bool Unstar { get; init; }

        [CommandOption("--archive")]
        [Description("Put away: 'runs' lists it only with --archived, queries still find it.")]
        public bool Archive { get; init; }

        [CommandOption("--unarchive")]
        [Description("Take back what was put away.")]
        public bool Unarchive { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var edit = await EditAsync(settings, cancellationToken);
        var store = OpenStore.At(settings, terminal);
        var runs = new List<RunSummary>();
        foreach (var name in settings.Runs)
        {
            // All are found before the first one is changed: a slip in the last name changes nothing.
            runs.Add(await store.FindAsync(name, cancellationToken));
        }

        await using var client = TrackingClient.Open(new TrackingOptions { Store = store.Files.Folder, TimeProvider = terminal.Time, ThrowOnError = true });
        foreach (var run in runs.DistinctBy(r => r.Id))
        {
            await client.EditRunAsync(run.Id, edit);
            terminal.Console.Write(new Paragraph()
                .Append($"Edited {Format.Line(edit.Name ?? run.Name)}.")
                .Append($"  'modeltracking history {Format.Id(run.Id)}' shows what was changed.", Palette.Quiet));
            terminal.Console.WriteLine();
        }

        return ExitCode.Success;
    }

    private async Task<RunEdit> EditAsync(Settings settings, CancellationToken cancellationToken)
    {
        if ((settings.Star && settings.Unstar) || (settings.Archive && settings.Unarchive))
        {
            throw ToolException.BadUsage("an edit and its opposite make no edit; give one of the two.");
        }

        var edit = new RunEdit
        {
            Name = settings.Name,
            Note = settings.Note is ['@', .. var file] ? await File.ReadAllTextAsync(Path.GetFullPath(file, terminal.Folder), cancellationToken) : settings.Note,
            Experiment = settings.Move,
            Starred = settings.Star ? true : settings.Unstar ? false : null,
            Archived = settings.Archive ? true : settings.Unarchive ? false : null,
        };
        foreach (var tag in settings.Tags)
        {
            var (key, value) = KeyValues.Parse(tag, "--tag");
            edit.Tags[key] = value;
        }

        foreach (var key in settings.Untag)
        {
            edit.Tags[key] = null;
        }

        return edit is { Name: null, Note: null, Experiment: null, Starred: null, Archived: null, Tags.Count: 0 }
            ? throw ToolException.BadUsage("there is nothing to change; 'modeltracking edit --help' lists what can be.")
            : edit;
    }
}
