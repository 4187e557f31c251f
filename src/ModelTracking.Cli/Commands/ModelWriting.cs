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

    public async Task RegisterAsync()
    {
        var what = ModelsCommand.WhatOf(settings, settings.From is null ? "a branch, tag or commit" : "an artifact's path");
        var registered = settings.From is { } from
            ? versions.Models.Register(Name, await OpenStore.At(settings, terminal).FindAsync(from, cancellationToken), what)
            : versions.Models.Register(Name, versions.Repository(settings).Resolve(what), description: settings.Comment);
        await SayAsync(settings.Alias is { } alias ? registered.Promote(alias, settings.Comment) : registered);
    }

    public async Task AliasAsync()
    {
        var alias = ModelsCommand.WhatOf(settings, "an alias");
        if (settings.Remove)
        {
            versions.Models.Model(Name.Split('/', '@')[0]).RemoveAlias(alias, settings.Comment);
            terminal.Console.WriteLine($"Removed {Format.Line(alias)}.");
        }
        else if (settings.Check)
        {
            var unmet = Version.CheckPromotion(alias);
            terminal.Console.WriteLine(unmet.Count == 0 ? $"{Version} may become {alias}." : $"{Version} may not become {alias}:", unmet.Count == 0 ? Palette.Good : Palette.Bad);
            foreach (var reason in unmet)
            {
                terminal.Console.WriteLine($"  {Format.Line(reason)}");
            }
        }
        else
        {
            await SayAsync(Version.Promote(alias, settings.Comment));
        }
    }

    public Task StageAsync() => SayAsync(Version.SetStage(ModelsCommand.WhatOf(settings, "a stage"), settings.Comment, settings.ArchiveOthers));

    public Task TagAsync()
    {
        var (key, value) = Pairs.Parse(ModelsCommand.WhatOf(settings, "KEY=VALUE"), "the model");
        return SayAsync(Version.SetTag(key, value.Length == 0 ? null : value));
    }

    public Task DescribeAsync() => SayAsync(Version.Describe(ModelsCommand.WhatOf(settings, "a text")));

    public Task ApproveAsync() => SayAsync(Version.Approve(settings.Comment));

    public Task RejectAsync() => SayAsync(Version.Reject(ModelsCommand.ReasonOf(settings)));

    public Task ProtectAsync()
    {
        var alias = ModelsCommand.WhatOf(settings, "an alias");
        var rule = settings.Remove ? null : new PromotionRule
        {
            Approvals = settings.Approvals, FourEyes = settings.FourEyes, Metric = settings.Metric, AtLeast = settings.AtLeast, AtMost = settings.AtMost, NotWorseThanPresent = settings.NotWorse,
        };
        versions.Models.Model(Name).Protect(alias, rule, settings.Comment);
        terminal.Console.WriteLine(rule is null ? $"{alias} has no rule any more." : $"{alias} needs {rule}.");
        return Task.CompletedTask;
    }

    public Task RollbackAsync() =>
        SayAsync(versions.Models.Model(Name.Split('@')[0]).Rollback(settings.What ?? Name.Split('@').ElementAtOrDefault(1) ?? ModelsCommand.WhatOf(settings, "an alias"), ModelsCommand.ReasonOf(settings)));

    public Task RenameAsync()
    {
        var renamed = versions.Models.Rename(Name, ModelsCommand.WhatOf(settings, "the new name"));
        terminal.Console.WriteLine($"It is called {renamed.Name} now.");
        return Task.CompletedTask;
    }

    public Task DeleteAsync()
    {
        var reason = ModelsCommand.ReasonOf(settings);
        if (Name.Contains('/', StringComparison.Ordinal) || Name.Contains('@', StringComparison.Ordinal))
        {
            var version = Version;
            version.Delete(reason);
            terminal.Console.WriteLine($"Deleted {version}; its number is not used again, and its history stays.");
        }
        else
        {
            versions.Models.Model(Name).Delete(reason);
            terminal.Console.WriteLine($"Deleted {Format.Line(Name)} with all its versions; its history stays.");
        }

        return Task.CompletedTask;
    }

    private async Task SayAsync(ModelVersion version)
    {
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, [ModelVersionJson.Of(version)], ToolJson.Output.IReadOnlyListModelVersionJson, cancellationToken);
        }
        else
        {
            new ModelListView(terminal.Console, terminal.Time.GetUtcNow()).WriteVersions([version]);
        }
    }
}
