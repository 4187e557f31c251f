using System.ComponentModel;
using ModelTracking.Cli.Stores;
using ModelTracking.Dashboard;
using ModelTracking.Diagnostics;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Shows the store in the browser.</summary>
[Description("Show the store in the browser: runs, charts, comparisons, models. On this machine alone.")]
internal sealed class UiCommand(Terminal terminal) : AsyncCommand<UiCommand.Settings>
{
    private const int UsualPort = 6010;

    internal sealed class Settings : StoreSettings
    {
        [CommandOption("--port <PORT>")]
        [Description("The port to listen on. Default: 6010, or any other where that is taken.")]
        public int? Port { get; init; }

        [CommandOption("--no-open")]
        [Description("Print the link only; open no browser.")]
        public bool NoOpen { get; init; }

        [CommandOption("--read-only")]
        [Description("Offer nothing that changes the store.")]
        public bool ReadOnly { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        if (settings.Port is < 0 or > 65535)
        {
            throw ToolException.BadUsage($"--port {settings.Port} is no port; give a number from 0 to 65535, 0 for any that is free.");
        }

        var options = new DashboardOptions { Store = StoreLocation.Resolve(settings.Store, terminal), ReadOnly = settings.ReadOnly, TimeProvider = terminal.Time };
        await using var server = await StartAsync(options, settings.Port, cancellationToken);
        terminal.Console.WriteLine($"The dashboard of {options.Store} is at");
        terminal.Console.WriteLine($"  {server.LoginLink}");
        terminal.Console.WriteLine("The link is the key to it, on this machine alone. Ctrl+C ends it.", Views.Palette.Quiet);
        if (!settings.NoOpen && !Browser.TryOpen(server.LoginLink))
        {
            terminal.Console.WriteLine("No browser could be opened here; open the link yourself.", Views.Palette.Quiet);
        }

        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C is how it ends.
        }

        return ExitCode.Success;
    }

    private static async Task<DashboardServer> StartAsync(DashboardOptions options, int? port, CancellationToken cancellationToken)
    {
        try
        {
            return await DashboardServer.StartAsync(options, port ?? UsualPort, cancellationToken);
        }
        catch (TrackingException exception) when (port is null && exception.InnerException is IOException)
        {
            return await DashboardServer.StartAsync(options, 0, cancellationToken);
        }
    }
}
