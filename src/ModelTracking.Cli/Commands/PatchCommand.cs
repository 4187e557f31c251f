using System.ComponentModel;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Prints the uncommitted changes that a run was started with.</summary>
[Description("Print a run's uncommitted changes as a patch, for git apply.")]
internal sealed class PatchCommand(Terminal terminal) : AsyncCommand<PatchCommand.Settings>
{
    internal sealed class Settings : RunSettings
    {
        [CommandOption("--submodule <PATH>")]
        [Description("The changes inside this submodule instead.")]
        public string? Submodule { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var store = OpenStore.At(settings, terminal);
        var run = await store.FindAsync(settings.Run, cancellationToken);
        if (run.Code is not [.., var code])
        {
            throw ToolException.NotFound($"run '{run.Name}' does not say from which code it was started; TrackingOptions.Capture.Code was off.");
        }

        var path = settings.Submodule is null ? code.Patch
            : code.Submodules.FirstOrDefault(s => s.Path == settings.Submodule)?.Patch
            ?? throw ToolException.NotFound($"run '{run.Name}' has no changes inside a submodule '{settings.Submodule}'.{Suggestion.DidYouMean(settings.Submodule, code.Submodules.Select(s => s.Path))}");
        if (path is not null)
        {
            await using var patch = await store.Reader.OpenArtifactAsync(run.Id, path, cancellationToken);
            await patch.CopyToAsync(terminal.Bytes, cancellationToken);
        }

        // Standard output is the patch alone.
        terminal.Tell("note", code.Commit is { } commit ? $"the patch belongs to commit {commit}: 'git checkout {commit[..12]}' first." : code.Notes is [var why, ..] ? why : "the run has no commit.");
        if (path is null)
        {
            terminal.Tell("note", code.IsDirty ? "the run's changes were not stored." : "the run had no uncommitted changes.");
        }

        foreach (var file in code.LeftOut)
        {
            terminal.Tell("warning", $"not in the patch: {file.Path} {file.Reason}");
        }

        foreach (var submodule in code.Submodules.Where(_ => settings.Submodule is null))
        {
            terminal.Tell("note", $"submodule {submodule.Path} was at {submodule.Commit ?? "an unknown commit"}{(submodule.Patch is null ? "" : $"; 'modeltracking patch {Format.Id(run.Id)} --submodule {submodule.Path}' has its changes")}.");
        }

        return store.ExitCode;
    }
}
