using System.ComponentModel;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Versioning;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Verifies repositories and models.</summary>
[Description("Read everything that repositories and models reach, and name what is damaged and whom it touches.")]
internal sealed class VerifyCommand(Terminal terminal) : AsyncCommand<VerifyCommand.Settings>
{
    internal sealed class Settings : StoreSettings
    {
        [CommandOption("--repair")]
        [Description("Set damaged lines of logs aside (kept as *.broken), so that they can be written again.")]
        public bool Repair { get; init; }

        [CommandOption("--json")]
        [Description("Print JSON.")]
        public bool Json { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var versions = OpenVersions.At(settings, terminal);
        if (settings.Repair)
        {
            versions.Repair();
        }

        IReadOnlyList<VersionProblem> problems = versions.Verify();
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, [.. problems.Select(VersionProblemJson.Of)], ToolJson.Output.IReadOnlyListVersionProblemJson, cancellationToken);
        }
        else if (problems.Count == 0)
        {
            terminal.Console.WriteLine($"✓ {Repositories(versions.Repositories.Count)} and {Format.Count(versions.Models.List().Count, "model")}: every object is sound.", Palette.Good);
        }

        foreach (var problem in settings.Json ? [] : problems)
        {
            terminal.Console.WriteLine($"{problem.Where}: {Format.Line(problem.What)}", Palette.Bad);
            foreach (var touched in problem.Touches)
            {
                terminal.Console.WriteLine($"  touches {Format.Line(touched)}");
            }

            terminal.Console.WriteLine($"  → {Format.Line(problem.Remedy)}", Palette.Quiet);
        }

        return problems.Count == 0 ? ExitCode.Success : ExitCode.NotFoundOrDamaged;
    }

    private static string Repositories(int count) => $"{Format.Count(count)} {(count == 1 ? "repository" : "repositories")}";
}
