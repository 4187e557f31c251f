using System.ComponentModel;
using ModelTracking.Cli.Serving;
using ModelTracking.Cli.Stores;
using ModelTracking.Dashboard;
using ModelTracking.Diagnostics;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Shows the store in the browser.</summary>
[Description("Show the store in the browser: runs, charts, comparisons, models. On this machine alone, or with --listen to others who have keys.")]
internal sealed class UiCommand(Terminal terminal) : AsyncCommand<UiCommand.Settings>
{
    public const string PasswordVariable = "MODELTRACKING_CERTIFICATE_PASSWORD";
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

        [CommandOption("--listen <ADDRESS>")]
        [Description("Serve others: the address of this machine to listen on, such as 0.0.0.0 or 10.0.0.7:6010. People log in with keys ('modeltracking keys add').")]
        public string? Listen { get; init; }

        [CommandOption("--url <ADDRESS>")]
        [Description("Serve others: the address they know it by, such as https://tracking.example.org, also where a proxy speaks HTTPS before it.")]
        public string? Url { get; init; }

        [CommandOption("--certificate <FILE>")]
        [Description("Serve others by HTTPS: a certificate as PEM, or as .pfx with its password in MODELTRACKING_CERTIFICATE_PASSWORD.")]
        public string? Certificate { get; init; }

        [CommandOption("--certificate-key <FILE>")]
        [Description("The private key of a PEM certificate. Default: it is in the same file.")]
        public string? CertificateKey { get; init; }

        [CommandOption("--plain-http")]
        [Description("Serve others without HTTPS, because something else keeps the traffic secret, such as a VPN.")]
        public bool PlainHttp { get; init; }

        [CommandOption("--sign-in <FILE>")]
        [Description("Serve others with an organisation's OpenID Connect sign-in besides keys: a JSON file with authority, clientId, clientSecretVariable, roleClaim and roles.")]
        public string? SignIn { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        if (settings.Port is < 0 or > 65535)
        {
            throw ToolException.BadUsage($"--port {settings.Port} is no port; give a number from 0 to 65535, 0 for any that is free.");
        }

        var options = new DashboardOptions { Store = StoreLocation.Resolve(settings.Store, terminal), ReadOnly = settings.ReadOnly, TimeProvider = terminal.Time };
        var isServed = (settings.Listen ?? settings.Url) is not null;
        if (!isServed && (settings.Certificate ?? settings.CertificateKey ?? settings.SignIn ?? (settings.PlainHttp ? "" : null)) is not null)
        {
            throw ToolException.BadUsage("--certificate, --plain-http and --sign-in are for serving others; say with --listen on which address.");
        }

        await using var server = isServed
            ? await DashboardServer.ServeAsync(options, ServingChoice.Of(settings, terminal), cancellationToken)
            : await StartAsync(options, settings.Port, cancellationToken);
        terminal.Console.WriteLine($"The dashboard of {options.Store} is at");
        terminal.Console.WriteLine($"  {server.LoginLink}");
        terminal.Console.WriteLine(isServed ? "People log in with their keys; 'modeltracking audit' shows what they do. Ctrl+C ends it." : "The link is the key to it, on this machine alone. Ctrl+C ends it.", Views.Palette.Quiet);
        if (!settings.NoOpen && !isServed && !Browser.TryOpen(server.LoginLink))
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
