using System.ComponentModel;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Replication.Webhooks;
using ModelTracking.Versioning;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Addresses that are told what happens to registered models.</summary>
[Description("Addresses that are told by http what happens to registered models: list, add, remove, deliver.")]
internal sealed class WebhooksCommand(Terminal terminal) : AsyncCommand<WebhooksCommand.Settings>
{
    private static readonly string[] Actions = ["list", "add", "remove", "deliver"];

    internal sealed class Settings : StoreSettings
    {
        [CommandArgument(0, "[ACTION]")]
        [Description("list (the default), add NAME ADDRESS, remove NAME, deliver.")]
        public string Action { get; init; } = "list";

        [CommandArgument(1, "[NAME]")]
        [Description("The webhook's name.")]
        public string? Name { get; init; }

        [CommandArgument(2, "[ADDRESS]")]
        [Description("add: where events are posted to, by https.")]
        public string? Address { get; init; }

        [CommandOption("--model <NAME>")]
        [Description("add: only this model; may be given again. Default: all.")]
        public string[] Model { get; init; } = [];

        [CommandOption("--event <KIND>")]
        [Description("add: only this kind of event, such as AliasSet; may be given again. Default: all.")]
        public ModelEventKind[] Event { get; init; } = [];

        [CommandOption("--secret-variable <NAME>")]
        [Description("add: the environment variable that holds the secret to sign with (the secret itself is not stored).")]
        public string? SecretVariable { get; init; }

        [CommandOption("--private")]
        [Description("add: the receiver is in your own network or on this machine, and may be reached by plain http.")]
        public bool Private { get; init; }

        [CommandOption("--with-history")]
        [Description("add: tell what happened before, too.")]
        public bool WithHistory { get; init; }

        [CommandOption("--json")]
        [Description("Print JSON.")]
        public bool Json { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        using var webhooks = Open(OpenVersions.At(settings, terminal), terminal);
        switch (settings.Action)
        {
            case "list":
                return await SayAsync(webhooks.List(), settings, cancellationToken);
            case "deliver":
                var now = await webhooks.DeliverAsync(cancellationToken);
                await SayAsync(now, settings, cancellationToken);
                return now.All(s => s.Problem is null) ? ExitCode.Success : ExitCode.NotFoundOrDamaged;
            case "add":
                webhooks.Add(ToAdd(settings), settings.WithHistory);
                return await SayAsync(webhooks.List(), settings, cancellationToken);
            case "remove":
                var name = settings.Name ?? throw ToolException.BadUsage("webhooks remove needs a name.");
                return webhooks.Remove(name)
                    ? await SayAsync(webhooks.List(), settings, cancellationToken)
                    : throw ToolException.NotFound($"there is no webhook '{name}'.{Suggestion.DidYouMean(name, webhooks.List().Select(s => s.Webhook.Name))}");
            default:
                throw ToolException.BadUsage($"webhooks has no action '{settings.Action}'.{Suggestion.DidYouMean(settings.Action, Actions)} 'modeltracking webhooks --help' lists them.");
        }
    }

    /// <summary>The webhooks of a store, with the secrets of the terminal's surroundings.</summary>
    public static ModelWebhooks Open(VersionStore versions, Terminal terminal) =>
        ModelWebhooks.Open(versions, new WebhookOptions { TimeProvider = terminal.Time, Variable = terminal.Variable, Handler = terminal.Http });

    /// <summary>Delivers what a verb did; a receiver that is away gets it later.</summary>
    public static async Task DeliverAsync(VersionStore versions, Terminal terminal, CancellationToken cancellationToken)
    {
        using var webhooks = Open(versions, terminal);
        foreach (var status in (await webhooks.DeliverAsync(cancellationToken)).Where(s => s.Problem is not null))
        {
            terminal.Tell("warning", $"webhook '{status.Webhook.Name}' was not reached: {status.Problem}. {Format.Count(status.Pending, "event")} waiting; 'modeltracking webhooks deliver' tries again.");
        }
    }

    private static Webhook ToAdd(Settings settings)
    {
        if (settings is not { Name: { } name, Address: { } address })
        {
            throw ToolException.BadUsage("webhooks add needs a name and an address, such as 'webhooks add chat https://example.org/hook'.");
        }

        return Uri.TryCreate(address, UriKind.Absolute, out var uri)
            ? new Webhook(name, uri) { Models = settings.Model, Kinds = settings.Event, SecretVariable = settings.SecretVariable, AllowPrivate = settings.Private }
            : throw ToolException.BadUsage($"'{address}' is no address; it begins with https:// or http://.");
    }

    private async Task<int> SayAsync(IReadOnlyList<WebhookStatus> all, Settings settings, CancellationToken cancellationToken)
    {
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, [.. all.Select(WebhookJson.Of)], ToolJson.Output.IReadOnlyListWebhookJson, cancellationToken);
        }
        else if (all.Count == 0)
        {
            terminal.Console.WriteLine("There is no webhook; 'modeltracking webhooks add NAME ADDRESS' makes one.", Palette.Quiet);
        }
        else
        {
            new FittedTable(
            [
                new("name", [.. all.Select(s => (Cell)s.Webhook.Name)]),
                new("address", [.. all.Select(s => (Cell)Format.Line(s.Webhook.Address.ToString()))]) { MinWidth = 20 },
                new("models", [.. all.Select(s => (Cell)Format.Line(s.Webhook.Models.Count == 0 ? "all" : string.Join(", ", s.Webhook.Models)))]) { MinWidth = 8, Spare = 2 },
                new("events", [.. all.Select(s => (Cell)(s.Webhook.Kinds.Count == 0 ? "all" : string.Join(", ", s.Webhook.Kinds)))]) { MinWidth = 8, Spare = 3 },
                new("delivered", [.. all.Select(s => (Cell)Format.Count(s.Delivered))]) { Right = true },
                new("pending", [.. all.Select(s => (Cell)Format.Count(s.Pending))]) { Right = true },
                new("problem", [.. all.Select(s => new Cell(Format.Line(s.Problem ?? ""), Palette.Bad))]) { MinWidth = 10, Spare = 1 },
            ]).Write(terminal.Console);
        }

        return ExitCode.Success;
    }
}
