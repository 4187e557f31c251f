using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Versioning;
using Spectre.Console;

namespace ModelTracking.Cli.Commands;

/// <summary>The actions of <c>models</c> that change nothing.</summary>
internal sealed class ModelReading(Terminal terminal, VersionStore versions, ModelsCommand.Settings settings, CancellationToken cancellationToken)
{
    public async Task<int> ListAsync()
    {
        var models = versions.Models.List();
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, [.. models.Select(RegisteredModelJson.Of)], ToolJson.Output.IReadOnlyListRegisteredModelJson, cancellationToken);
        }
        else if (models.Count == 0)
        {
            terminal.Console.WriteLine("No model is registered yet; 'modeltracking models register NAME REVISION' does it.", Palette.Quiet);
        }
        else
        {
            new ModelListView(terminal.Console, terminal.Time.GetUtcNow()).Write(models);
        }

        return ExitCode.Success;
    }

    public async Task<int> ShowAsync()
    {
        var name = ModelsCommand.ModelOf(settings);
        var isVersion = name.Contains('/', StringComparison.Ordinal) || name.Contains('@', StringComparison.Ordinal);
        var view = new ModelListView(terminal.Console, terminal.Time.GetUtcNow());
        switch (isVersion, settings.Json)
        {
            case (true, true):
                await ToolJson.WriteAsync(terminal, [ModelVersionJson.Of(versions.Models.Get(name))], ToolJson.Output.IReadOnlyListModelVersionJson, cancellationToken);
                break;
            case (true, false):
                view.WriteOne(versions.Models.Get(name), await RunNameAsync(versions.Models.Get(name)));
                break;
            case (false, true):
                await ToolJson.WriteAsync(terminal, [RegisteredModelJson.Of(versions.Models.Model(name))], ToolJson.Output.IReadOnlyListRegisteredModelJson, cancellationToken);
                break;
            default:
                view.WriteOne(versions.Models.Model(name));
                break;
        }

        return ExitCode.Success;
    }

    public async Task<int> HistoryAsync()
    {
        var history = versions.Models.Model(ModelsCommand.ModelOf(settings)).History();
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, [.. history.Select(ModelEventJson.Of)], ToolJson.Output.IReadOnlyListModelEventJson, cancellationToken);
            return ExitCode.Success;
        }

        foreach (var e in history)
        {
            terminal.Console.WriteLine(Format.Line(e.ToString()));
        }

        return ExitCode.Success;
    }

    public async Task<int> GetAsync()
    {
        var version = versions.Models.Get(ModelsCommand.ModelOf(settings));
        if (settings.What is not { } path)
        {
            var folder = Path.GetFullPath(settings.To ?? $"{version.Model}-{version.Number}", terminal.Folder);
            version.SaveTo(folder);
            return await SavedAsync(version, $"{version} ({Format.Count(version.Files.Count, "file")})", folder);
        }

        await using var content = version.Open(path);
        if (settings.To == "-")
        {
            await content.CopyToAsync(terminal.Bytes, cancellationToken);
            return ExitCode.Success;
        }

        // Beside the target first: damaged bytes never take its place.
        var target = Path.GetFullPath(settings.To ?? Path.GetFileName(path), terminal.Folder);
        var part = $"{target}.part";
        try
        {
            await using (var file = File.Create(part))
            {
                await content.CopyToAsync(file, cancellationToken);
            }

            File.Move(part, target, overwrite: settings.To is not null);
        }
        finally
        {
            File.Delete(part);
        }

        return await SavedAsync(version, $"{version} {path}", target);
    }

    public async Task<int> DiffAsync()
    {
        var diff = versions.Models.Diff(
            versions.Models.Get(ModelsCommand.ModelOf(settings)), versions.Models.Get(ModelsCommand.WhatOf(settings, "the version to compare with")));
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, [.. diff.Changes.Select(ChangeJson.Of)], ToolJson.Output.IReadOnlyListChangeJson, cancellationToken);
        }
        else
        {
            new DiffView(terminal.Console).Write(diff, details: true);
        }

        return ExitCode.Success;
    }

    private async Task<int> SavedAsync(ModelVersion version, string what, string path)
    {
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, new SavedJson(version.ToString(), path, []), ToolJson.Output.SavedJson, cancellationToken);
        }
        else
        {
            terminal.Console.WriteLine($"{Format.Line(what)} → {path} (verified)");
        }

        return ExitCode.Success;
    }

    private async Task<string?> RunNameAsync(ModelVersion version) => version.Commit.Run is { } run
        ? (await OpenStore.At(settings, terminal).Quiet.GetRunAsync(run, cancellationToken))?.Name ?? "deleted"
        : null;
}
