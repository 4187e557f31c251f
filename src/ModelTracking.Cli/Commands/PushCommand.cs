using System.ComponentModel;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Versioning;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Copies a repository to another store.</summary>
[Description("Copy a repository's branches and tags, or a model with its history, and what they need, to another store.")]
internal sealed class PushCommand(Terminal terminal) : AsyncCommand<TransferSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, TransferSettings settings, CancellationToken cancellationToken)
    {
        var versions = OpenVersions.At(settings, terminal);
        var repository = settings.Model is null ? versions.Repository(settings) : null;
        var other = OpenVersions.MakeAt(new StoreSettings { Store = settings.Other }, terminal, null);
        var report = repository?.Push(other) ?? versions.Models.Push(settings.Model!, other);
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
