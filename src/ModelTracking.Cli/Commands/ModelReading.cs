using ModelTracking.Cli.Json;
using ModelTracking.Cli.Views;
using ModelTracking.Versioning;
using Spectre.Console;

namespace ModelTracking.Cli.Commands;

/// <summary>The actions of <c>models</c> that change nothing.</summary>
internal sealed class ModelReading(Terminal terminal, VersionStore versions, ModelsCommand.Settings settings, CancellationToken cancellationToken)
{
    public async Task ListAsync()
    {
        var models = versions.Models.List();
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, [.. models.Select(ModelJson.Of)], ToolJson.Output.IReadOnlyListModelJson, cancellationToken);
        }
        else if (models.Count == 0)
        {
            terminal.Console.WriteLine("No model is registered yet; 'modeltracking models register NAME REVISION' does it.", Palette.Quiet);
        }
        else
        {
            new ModelListView(terminal.Console, terminal.Time.GetUtcNow()).Write(models);
        }
    }

    public async Task ShowAsync()
    {
        var model = versions.Models.Model(ModelsCommand.ModelOf(settings));
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, [ModelJson.Of(model)], ToolJson.Output.IReadOnlyListModelJson, cancellationToken);
        }
        else
        {
            new ModelListView(terminal.Console, terminal.Time.GetUtcNow()).WriteOne(model);
        }
    }

    public async Task HistoryAsync()
    {
        var history = versions.Models.Model(ModelsCommand.ModelOf(settings)).History();
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, [.. history.Select(ModelEventJson.Of)], ToolJson.Output.IReadOnlyListModelEventJson, cancellationToken);
            return;
        }

        foreach (var e in history)
        {
            terminal.Console.WriteLine(Format.Line(e.ToString()));
        }
    }

    public async Task GetAsync()
    {
        var version = versions.Models.Get(ModelsCommand.ModelOf(settings));
        if (settings.What is not { } path)
        {
            var folder = Path.GetFullPath(settings.To ?? $"{version.Model}-{version.Number}", terminal.Folder);
            version.SaveTo(folder);
            terminal.Console.WriteLine($"{version} ({Format.Count(version.Files.Count, "file")}) → {folder}");
            return;
        }

        await using var content = version.Open(path);
        if (settings.To == "-")
        {
            await content.CopyToAsync(terminal.Bytes, cancellationToken);
            return;
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

        terminal.Console.WriteLine($"{version} {Format.Line(path)} → {target} (verified)");
    }

    public async Task DiffAsync()
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
    }
}
