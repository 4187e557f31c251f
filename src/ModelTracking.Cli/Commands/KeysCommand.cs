using System.ComponentModel;
using ModelTracking.Access;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Keys of those who use the store through a dashboard that is served to others.</summary>
[Description("Keys for a dashboard that others use ('ui --listen'): list, add NAME, revoke ID.")]
internal sealed class KeysCommand(Terminal terminal) : AsyncCommand<KeysCommand.Settings>
{
    private const string Never = "never";
    private static readonly string[] Actions = ["list", "add", "revoke"];

    internal sealed class Settings : StoreSettings
    {
        [CommandArgument(0, "[ACTION]")]
        [Description("list (the default), add NAME, revoke ID.")]
        public string Action { get; init; } = "list";

        [CommandArgument(1, "[NAME]")]
        [Description("add: whose key it is, or what for. revoke: the key's id, or its name.")]
        public string? Name { get; init; }

        [CommandOption("--role <ROLE>")]
        [Description("add: what it may do: reader, editor, manager, approver or administrator, for one experiment or model as editor:experiment=NAME or approver:model=NAME (NAME* for all that begin so); may be given again.")]
        public string[] Role { get; init; } = [];

        [CommandOption("--expires <SPAN>")]
        [Description("add: when it ends, such as 30d, or 'never'. Default: 90d.")]
        public string Expires { get; init; } = "90d";

        [CommandOption("--json")]
        [Description("Print JSON.")]
        public bool Json { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var folder = StoreLocation.Resolve(settings.Store, terminal);
        var keys = AccessKeys.Open(folder, terminal.Time);
        var audit = AuditLog.Open(folder, terminal.Time);
        switch (settings.Action)
        {
            case "list":
                await ListAsync(keys, settings, cancellationToken);
                break;
            case "add":
                await AddAsync(keys, audit, settings, cancellationToken);
                break;
            case "revoke":
                Revoke(keys, audit, settings);
                break;
            default:
                throw ToolException.BadUsage($"keys has no action '{settings.Action}'.{Suggestion.DidYouMean(settings.Action, Actions)} 'modeltracking keys --help' lists them.");
        }

        return ExitCode.Success;
    }

    private async Task AddAsync(AccessKeys keys, AuditLog audit, Settings settings, CancellationToken cancellationToken)
    {
        var name = settings.Name ?? throw ToolException.BadUsage("keys add needs a name: whose key it is, or what for.");
        if (settings.Role.Length == 0)
        {
            throw ToolException.BadUsage("keys add needs at least one --role, such as --role reader or --role editor:experiment=digits.");
        }

        var grants = settings.Role.Select(Parse).ToArray();
        var expires = settings.Expires == Never ? (DateTimeOffset?)null : terminal.Time.GetUtcNow() + Spans.Parse(settings.Expires);
        audit.Add(Environment.UserName, "key.create", name, string.Join(' ', grants.AsEnumerable()));
        var made = keys.Create(name, grants, expires);
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, KeyJson.Of(made.Key, terminal.Time) with { Secret = made.Secret }, ToolJson.Output.KeyJson, cancellationToken);
            return;
        }

        terminal.Console.WriteLine($"The key of {Format.Line(name)}, which is shown this once:");
        terminal.Console.WriteLine($"  {made.Secret}");
        terminal.Console.WriteLine($"It is {string.Join(", ", grants.AsEnumerable())}{(expires is { } end ? $" until {Format.Time(end, terminal.Time.LocalTimeZone)}" : ", without an end")}. 'modeltracking keys revoke {made.Key.Id}' takes it back.", Palette.Quiet);
    }

    private void Revoke(AccessKeys keys, AuditLog audit, Settings settings)
    {
        var wanted = settings.Name ?? throw ToolException.BadUsage("keys revoke needs a key's id, or its name.");
        var now = terminal.Time.GetUtcNow();
        var found = keys.List().Where(k => k.Id == wanted || (k.Name == wanted && k.IsValidAt(now))).ToArray();
        var key = found switch
        {
            [var one] => one,
            [] => throw ToolException.NotFound($"there is no key '{wanted}'.{Suggestion.DidYouMean(wanted, keys.List().Select(k => k.Name))} 'modeltracking keys' lists those there are."),
            _ => throw ToolException.NotFound($"there are {found.Length} keys of that name: {string.Join(", ", found.Select(k => k.Id))}. Name one by its id."),
        };
        audit.Add(Environment.UserName, "key.revoke", $"{key.Name} (key {key.Id})");
        terminal.Console.WriteLine(keys.Revoke(key.Id) ? $"The key {key.Id} of {Format.Line(key.Name)} opens nothing any more." : $"The key {key.Id} was revoked before.");
    }

    private async Task ListAsync(AccessKeys keys, Settings settings, CancellationToken cancellationToken)
    {
        var all = keys.List();
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, [.. all.Select(k => KeyJson.Of(k, terminal.Time))], ToolJson.Output.IReadOnlyListKeyJson, cancellationToken);
        }
        else if (all.Count == 0)
        {
            terminal.Console.WriteLine("There are no keys; 'modeltracking keys add NAME --role administrator' makes one.", Palette.Quiet);
        }
        else
        {
            var now = terminal.Time.GetUtcNow();
            new FittedTable(
            [
                new("id", [.. all.Select(k => (Cell)k.Id)]),
                new("name", [.. all.Select(k => (Cell)Format.Line(k.Name))]) { MinWidth = 10 },
                new("may", [.. all.Select(k => (Cell)Format.Line(string.Join(' ', k.Grants)))]) { MinWidth = 16 },
                new("made", [.. all.Select(k => (Cell)Format.Age(k.Created, now))]) { Spare = 3 },
                new("by", [.. all.Select(k => (Cell)Format.Line(k.CreatedBy))]) { Spare = 4 },
                new("last used", [.. all.Select(k => (Cell)(k.LastUsed is { } used ? Format.Age(used, now) : "never"))]) { Spare = 2 },
                new("ends", [.. all.Select(k => k.Revoked is not null ? new Cell("revoked", Palette.Bad)
                    : k.Expires is not { } end ? (Cell)Never
                    : end <= now ? new Cell("over", Palette.Bad) : (Cell)Format.Time(end, terminal.Time.LocalTimeZone)[..10])]) { Spare = 1 },
            ]).Write(terminal.Console);
        }
    }

    private static AccessGrant Parse(string text)
    {
        try
        {
            return AccessGrant.Parse(text);
        }
        catch (FormatException exception)
        {
            throw ToolException.BadUsage(exception.Message);
        }
    }
}
