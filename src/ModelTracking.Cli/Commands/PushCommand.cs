using System.ComponentModel;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Versioning;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Copies a repository to another store.</summary>
[Description("Copy a repository's branches and tags, and what they need, to another store.")]
internal sealed class PushCommand(Terminal terminal) : AsyncCommand<TransferSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, TransferSettings settings, CancellationToken cancellationToken)
    {
        var repository = OpenVersions.At(settings, terminal).Repository(settings);
        var report = repository.Push(OpenVersions.MakeAt(new StoreSettings { Store = settings.Other }, terminal, null));
        await WriteAsync(terminal, report, settings.Json, cancellationToken);
        return ExitCode.Success;
    }

    /// <summary>Says what a push or pull did.</summary>
    public static async Task WriteAsync(Terminal terminal, TransferReport report, bool asJson, CancellationToken cancellationToken)
    {
        if (asJson)
        {
            await ToolJson.WriteAsync(terminal, new TransferJson(report.Copied, report.Bytes, [.. report.Moved.Select(m => new RefJson(m.Name, m.CommitId))]), ToolJson.Output.TransferJson, cancellationToken);
            return;
        }

        terminal.Console.WriteLine($"Copied {Format.Count(report.Copied, "object")} ({Format.Size(report.Bytes)}).");
        foreach (var moved in report.Moved)
        {
            terminal.Console.WriteLine($"  {moved.Name} is at {moved.CommitId[..10]}", Palette.Good);
        }
    }
}
