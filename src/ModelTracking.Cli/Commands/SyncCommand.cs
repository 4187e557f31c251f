using System.ComponentModel;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Diagnostics;
using ModelTracking.Records;
using ModelTracking.Replication;
using ModelTracking.Versioning;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Sends runs to a server.</summary>
[Description("Send to a server (MLflow, Databricks) what it does not have yet. Any number of times, also while runs go on.")]
internal sealed class SyncCommand(Terminal terminal) : AsyncCommand<SyncCommand.Settings>
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WatchAfterRefusal = TimeSpan.FromSeconds(30);

    internal sealed class Settings : StoreSettings
    {
        [CommandArgument(0, "[RUN]")]
        [Description("Ids, beginnings of ids, names, or 'latest'. Default: all runs.")]
        public string[] Runs { get; init; } = [];

        [CommandOption("--to <URI>")]
        [Description("The server, for example http://host:5000. Default: MODELTRACKING_URI or MLFLOW_TRACKING_URI, else wherever runs were sent before.")]
        public string? To { get; init; }

        [CommandOption("--watch")]
        [Description("Go on sending what comes, until Ctrl+C.")]
        public bool Watch { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var store = OpenStore.At(settings, terminal);
        HashSet<RunId>? runs = null;
        foreach (var name in settings.Runs)
        {
            (runs ??= []).Add((await store.FindAsync(name, cancellationToken)).Id);
        }

        var diagnostics = new TrackingDiagnostics(null, terminal.Error);
        var options = new ReplicationOptions { TimeProvider = terminal.Time };
        if (settings.Watch)
        {
            options.Patience = TimeSpan.MaxValue;
        }

        var targets = SyncTargets.Resolve(settings.To, store.Files, terminal).Select(uri => ReplicationSchemes.Open(uri, options)).ToArray();
        await using var replicator = new Replicator(store.Files, targets, options, diagnostics);
        if (settings.Watch)
        {
            terminal.Console.WriteLine($"Sending to {string.Join(", ", replicator.Targets)} as runs grow; Ctrl+C ends it.", Palette.Quiet);
        }

        while (true)
        {
            var report = await SyncAsync(replicator, runs, cancellationToken);
            if (runs is null && report.Problems.Count == 0)
            {
                report = report with { Problems = await replicator.SyncModelsAsync(VersionStore.Open(store.Files.Folder).Models, cancellationToken) };
            }

            if (!settings.Watch)
            {
                return Tell(report);
            }

            if (report.Sent > 0)
            {
                terminal.Console.WriteLine($"{terminal.Time.GetLocalNow():HH:mm:ss}  {Format.Count(report.Sent, "record")} sent", Palette.Quiet);
            }

            // Told once by the diagnostics; who does not let us in is not asked all the time.
            await Task.Delay(report.Problems.Count > 0 ? WatchAfterRefusal : WatchInterval, terminal.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
            {
                // How it is meant to end.
                return ExitCode.Success;
            }
        }
    }

    private Task<SyncReport> SyncAsync(Replicator replicator, HashSet<RunId>? runs, CancellationToken cancellationToken) =>
        !terminal.Console.Profile.Capabilities.Interactive
            ? replicator.SyncAsync(runs, null, cancellationToken)
            : terminal.Console.Progress()
                .AutoClear(true)
                .HideCompleted(true)
                .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .StartAsync(async bars => await replicator.SyncAsync(runs, new SyncBars(bars), cancellationToken));

    private int Tell(SyncReport report)
    {
        var there = report.Replicas.Count(r => r.IsComplete);
        terminal.Console.WriteLine($"{Format.Count(report.Sent, "record")} sent; {Format.Count(there)} of {Format.Count(report.Replicas.Count, "run")} complete.", report.IsComplete ? Palette.Good : Palette.Quiet);
        if (report.Busy > 0)
        {
            terminal.Console.WriteLine($"{Format.Count(report.Busy, "run")} being sent by another process; left to it.", Palette.Quiet);
        }

        foreach (var replica in report.Replicas.Where(r => r.Quarantined > 0))
        {
            terminal.Console.WriteLine($"{Format.Id(replica.Run)}: {Format.Count(replica.Quarantined, "record")} refused and set aside; 'modeltracking replicas {Format.Id(replica.Run)}' shows why.", Palette.Bad);
        }

        foreach (var problem in report.Problems)
        {
            terminal.Tell("error", problem);
        }

        return report.Problems.Count > 0 || report.Replicas.Any(r => r.Quarantined > 0) ? ExitCode.NotFoundOrDamaged : ExitCode.Success;
    }
}
