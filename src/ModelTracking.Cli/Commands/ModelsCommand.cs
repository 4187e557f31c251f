using System.ComponentModel;
using ModelTracking.Cli.Stores;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Registered models: one verb, an action, and what it works on.</summary>
[Description("Registered models: list, show, register, alias, stage, tag, describe, request, approve, reject, protect, rollback, history, get, diff, rename, delete.")]
internal sealed class ModelsCommand(Terminal terminal) : AsyncCommand<ModelsCommand.Settings>
{
    internal sealed class Settings : RepositorySettings
    {
        [CommandArgument(0, "[ACTION]")]
        [Description("list (the default); show, history or rename MODEL; register MODEL REVISION; alias MODEL/N ALIAS; stage MODEL/N STAGE; tag MODEL[/N] KEY=VALUE; describe MODEL[/N] TEXT; request, approve or reject MODEL/N; delete MODEL[/N]; protect MODEL ALIAS; rollback MODEL ALIAS; get MODEL@ALIAS [FILE]; diff MODEL/N MODEL/M.")]
        public string Action { get; init; } = "list";

        [CommandArgument(1, "[MODEL]")]
        [Description("MODEL, MODEL/3, MODEL@alias or MODEL/latest.")]
        public string? Model { get; init; }

        [CommandArgument(2, "[WHAT]")]
        [Description("What the action needs beside the model.")]
        public string? What { get; init; }

        [CommandOption("--alias <NAME>")]
        [Description("register: points this alias to the new version.")]
        public string? Alias { get; init; }

        [CommandOption("--from <RUN>")]
        [Description("register: an artifact of this run (the third word is its path) instead of a commit.")]
        public string? From { get; init; }

        [CommandOption("--comment|-m <TEXT>")]
        [Description("Why. Needed for reject, rollback and delete.")]
        public string? Comment { get; init; }

        [CommandOption("--author <NAME>")]
        [Description("Who. Default: MODELTRACKING_AUTHOR, else GIT_AUTHOR_NAME, else the user.")]
        public string? Author { get; init; }

        [CommandOption("--remove")]
        [Description("alias, protect: removes it.")]
        public bool Remove { get; init; }

        [CommandOption("--archive-others")]
        [Description("stage: moves other versions of that stage to Archived.")]
        public bool ArchiveOthers { get; init; }

        [CommandOption("--check")]
        [Description("alias: only says what stands in the way.")]
        public bool Check { get; init; }

        [CommandOption("--approvals <COUNT>")]
        [Description("protect: so many people must approve.")]
        public int Approvals { get; init; }

        [CommandOption("--four-eyes")]
        [Description("protect: approvals of the registrant do not count.")]
        public bool FourEyes { get; init; }

        [CommandOption("--metric <KEY>")]
        [Description("protect: the metric that the conditions are about.")]
        public string? Metric { get; init; }

        [CommandOption("--at-least <NUMBER>")]
        [Description("protect: the least the metric may be.")]
        public double? AtLeast { get; init; }

        [CommandOption("--at-most <NUMBER>")]
        [Description("protect: the most the metric may be.")]
        public double? AtMost { get; init; }

        [CommandOption("--not-worse")]
        [Description("protect: the metric must be as good as the present version's.")]
        public bool NotWorse { get; init; }

        [CommandOption("--tolerance <NUMBER>")]
        [Description("protect: with --not-worse, so much worse it may be. Default: 0.")]
        public double Tolerance { get; init; }

        [CommandOption("--to <PATH>")]
        [Description("get: the folder or, with a FILE, the file to write ('-' for standard output).")]
        public string? To { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var versions = OpenVersions.At(settings, terminal, settings.Author);
        var reading = new ModelReading(terminal, versions, settings, cancellationToken);
        var writing = new ModelWriting(terminal, versions, settings, cancellationToken);
        var actions = new Dictionary<string, Func<Task<int>>>(StringComparer.Ordinal)
        {
            ["list"] = reading.ListAsync,
            ["show"] = reading.ShowAsync,
            ["history"] = reading.HistoryAsync,
            ["get"] = reading.GetAsync,
            ["diff"] = reading.DiffAsync,
            ["register"] = writing.RegisterAsync,
            ["alias"] = writing.AliasAsync,
            ["stage"] = writing.StageAsync,
            ["tag"] = writing.TagAsync,
            ["describe"] = writing.DescribeAsync,
            ["request"] = writing.RequestAsync,
            ["approve"] = writing.ApproveAsync,
            ["reject"] = writing.RejectAsync,
            ["protect"] = writing.ProtectAsync,
            ["rollback"] = writing.RollbackAsync,
            ["rename"] = writing.RenameAsync,
            ["delete"] = writing.DeleteAsync,
        };
        if (!actions.TryGetValue(settings.Action, out var action))
        {
            throw ToolException.BadUsage($"models has no action '{settings.Action}'.{Suggestion.DidYouMean(settings.Action, actions.Keys)} 'modeltracking models --help' lists them.");
        }

        var exitCode = await action();
        await WebhooksCommand.DeliverAsync(versions, terminal, cancellationToken);
        return exitCode;
    }

    /// <summary>The model that was named.</summary>
    /// <exception cref="ToolException">None was.</exception>
    internal static string ModelOf(Settings settings) =>
        settings.Model ?? throw ToolException.BadUsage($"models {settings.Action} needs a model. 'modeltracking models list' shows them.");

    /// <summary>The word after the model.</summary>
    /// <exception cref="ToolException">There is none.</exception>
    internal static string WhatOf(Settings settings, string what) =>
        settings.What ?? throw ToolException.BadUsage($"models {settings.Action} needs {what} after the model.");

    /// <summary>The reason that was given.</summary>
    /// <exception cref="ToolException">None was.</exception>
    internal static string ReasonOf(Settings settings) => !string.IsNullOrWhiteSpace(settings.Comment)
        ? settings.Comment
        : throw ToolException.BadUsage($"models {settings.Action} needs a reason, for the history; give it with -m TEXT.");
}
