using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Versioning;
using Spectre.Console;

namespace ModelTracking.Cli.Commands;

/// <summary>The actions of <c>models</c> that change something; each is an entry in the model's history.</summary>
internal sealed class ModelWriting(Terminal terminal, VersionStore versions, ModelsCommand.Settings settings, CancellationToken cancellationToken)
{
    private string Name => ModelsCommand.ModelOf(settings);

    private ModelVersion Version => versions.Models.Get(Name);

    private RegisteredModel Model => versions.Models.Model(Name.Split('/', '@')[0]);

    /// <summary>Whether a version is named, and not the model as a whole.</summary>
    private bool IsVersion => Name.Contains('/', StringComparison.Ordinal) || Name.Contains('@', StringComparison.Ordinal);

    public async Task<int> RegisterAsync()
    {
        var what = ModelsCommand.WhatOf(settings, settings.From is null ? "a branch, tag or commit" : "an artifact's path");
        var registered = settings.From is { } from
            ? versions.Models.Register(Name, await OpenStore.At(settings, terminal).FindAsync(from, cancellationToken), what)
            : versions.Models.Register(Name, versions.Repository(settings).Resolve(what), description: settings.Comment);
        return await SayAsync(settings.Alias is { } alias ? registered.Promote(alias, settings.Comment) : registered);
    }

    public async Task<int> AliasAsync()
    {
        var alias = ModelsCommand.WhatOf(settings, "an alias");
        if (settings.Check)
        {
            return await CheckAsync(alias);
        }

        if (!settings.Remove)
        {
            return await SayAsync(Version.Promote(alias, settings.Comment));
        }

        if (!Model.Aliases.ContainsKey(alias))
        {
            throw ToolException.NotFound($"model '{Model.Name}' has no alias '{alias}'.{Suggestion.DidYouMean(alias, Model.Aliases.Keys)}");
        }

        Model.RemoveAlias(alias, settings.Comment);
        return await SayAsync($"Removed {alias}.");
    }

    public Task<int> StageAsync() => SayAsync(Version.SetStage(ModelsCommand.WhatOf(settings, "a stage"), settings.Comment, settings.ArchiveOthers));

    public async Task<int> TagAsync()
    {
        var (key, text) = Pairs.Parse(ModelsCommand.WhatOf(settings, "KEY=VALUE"), "the model");
        var value = text.Length == 0 ? null : text;
        if (IsVersion)
        {
            return await SayAsync(Version.SetTag(key, value));
        }

        Model.SetTag(key, value);
        return await SayAsync(value is null ? $"Removed tag {key} from {Name}." : $"{Name}: {key} is {value}.");
    }

    public async Task<int> DescribeAsync()
    {
        var text = ModelsCommand.WhatOf(settings, "a text");
        if (IsVersion)
        {
            return await SayAsync(Version.Describe(text));
        }

        Model.Describe(text);
        return await SayAsync($"{Name}: {text}");
    }

    public Task<int> RequestAsync() => SayAsync(Version.RequestApproval(settings.Comment));

    public Task<int> ApproveAsync() => SayAsync(Version.Approve(settings.Comment));

    public Task<int> RejectAsync() => SayAsync(Version.Reject(ModelsCommand.ReasonOf(settings)));

    public Task<int> ProtectAsync()
    {
        var alias = ModelsCommand.WhatOf(settings, "an alias");
        var rule = settings.Remove ? null : new PromotionRule
        {
            Approvals = settings.Approvals,
            FourEyes = settings.FourEyes,
            Metric = settings.Metric,
            AtLeast = settings.AtLeast,
            AtMost = settings.AtMost,
            NotWorseThanPresent = settings.NotWorse,
            Tolerance = settings.Tolerance,
        };
        if (rule == new PromotionRule())
        {
            throw ToolException.BadUsage("models protect needs a rule: --approvals COUNT, --metric KEY with --at-least, --at-most or --not-worse; or --remove.");
        }

        Model.Protect(alias, rule, settings.Comment);
        return SayAsync(rule is null ? $"{alias} has no rule any more." : $"{alias} needs {rule}.");
    }

    public Task<int> RollbackAsync() => SayAsync(Model.Rollback(
        settings.What ?? Name.Split('@').ElementAtOrDefault(1) ?? ModelsCommand.WhatOf(settings, "an alias"), ModelsCommand.ReasonOf(settings)));

    public Task<int> RenameAsync()
    {
        var renamed = versions.Models.Rename(Name, ModelsCommand.WhatOf(settings, "the new name"));
        return SayAsync($"It is called {renamed.Name} now.", renamed.Name);
    }

    public Task<int> DeleteAsync()
    {
        var reason = ModelsCommand.ReasonOf(settings);
        if (!IsVersion)
        {
            Model.Delete(reason);
            return SayAsync($"Deleted {Name} with all its versions; its history stays.");
        }

        var version = Version;
        version.Delete(reason);
        return SayAsync($"Deleted {version}; its number is not used again, and its history stays.");
    }

    private async Task<int> CheckAsync(string alias)
    {
        var unmet = Version.CheckPromotion(alias);
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, new PromotionJson(Version.ToString(), alias, unmet.Count == 0, unmet), ToolJson.Output.PromotionJson, cancellationToken);
        }
        else
        {
            terminal.Console.WriteLine(Format.Line(unmet.Count == 0 ? $"{Version} may become {alias}." : $"{Version} may not become {alias}:"), unmet.Count == 0 ? Palette.Good : Palette.Bad);
            foreach (var reason in unmet)
            {
                terminal.Console.WriteLine($"  {Format.Line(reason)}");
            }
        }

        return unmet.Count == 0 ? ExitCode.Success : ExitCode.NotFoundOrDamaged;
    }

    private async Task<int> SayAsync(ModelVersion version)
    {
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, [ModelVersionJson.Of(version)], ToolJson.Output.IReadOnlyListModelVersionJson, cancellationToken);
        }
        else
        {
            new ModelListView(terminal.Console, terminal.Time.GetUtcNow()).WriteVersions([version]);
        }

        return ExitCode.Success;
    }

    // As JSON, what is said of a whole model is the model as it is then; nothing, where it is gone.
    private async Task<int> SayAsync(string text, string? name = null)
    {
        if (settings.Json)
        {
            var model = versions.Models.Find(name ?? Name.Split('/', '@')[0]);
            await ToolJson.WriteAsync(terminal, model is null ? [] : [RegisteredModelJson.Of(model)], ToolJson.Output.IReadOnlyListRegisteredModelJson, cancellationToken);
        }
        else
        {
            terminal.Console.WriteLine(Format.Line(text));
        }

        return ExitCode.Success;
    }
}
