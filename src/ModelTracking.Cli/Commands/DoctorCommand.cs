using System.ComponentModel;
using ModelTracking.Backends;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Checks and repairs a store.</summary>
[Description("Verify every run's files, and repair them on demand.")]
internal sealed class DoctorCommand(Terminal terminal) : AsyncCommand<DoctorCommand.Settings>
{
    internal sealed class Settings : StoreSettings
    {
        [CommandOption("--repair")]
        [Description("Keep every sound record, set damaged parts aside as *.broken, seal finished runs. Live runs are left alone.")]
        public bool Repair { get; init; }

        [CommandOption("--artifacts")]
        [Description("Read and verify the bytes of all artifacts too.")]
        public bool Artifacts { get; init; }

        [CommandOption("--json")]
        [Description("Print JSON: {store, sound, repaired, problems}.")]
        public bool Json { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var store = OpenStore.At(settings, terminal);
        var repaired = settings.Repair ? store.Files.Repair() : [];
        var problems = store.Files.Check(settings.Artifacts);
        var exitCode = problems.Count == 0 ? ExitCode.Success : ExitCode.NotFoundOrDamaged;
        if (settings.Json)
        {
            var answer = new CheckJson(store.Files.Folder, problems.Count == 0, [.. repaired.Select(ProblemJson.Of)], [.. problems.Select(ProblemJson.Of)]);
            await ToolJson.WriteAsync(terminal, answer, ToolJson.Output.CheckJson, cancellationToken);
            return exitCode;
        }

        var runs = await store.Quiet.ListRunsAsync(cancellationToken: cancellationToken).ToDictionaryAsync(r => r.Id, r => r.Name, cancellationToken: cancellationToken);
        Write("Repaired", repaired, Palette.Good);
        Write("Problems", problems, Palette.Bad);
        if (problems.Count == 0)
        {
            terminal.Console.WriteLine($"✓ {Format.Count(runs.Count, "run")} in {store.Files.Folder}: sound{(settings.Artifacts ? ", with all artifacts" : "")}.", Palette.Good);
        }

        return exitCode;

        void Write(string title, IReadOnlyList<StoreProblem> found, Style style)
        {
            if (found.Count == 0)
            {
                return;
            }

            terminal.Console.WriteLine($"{title}: {Format.Count(found.Count)}", style);
            foreach (var group in found.GroupBy(p => p.Run))
            {
                terminal.Console.WriteLine($"  {Format.Id(group.Key)}  {Format.Line(runs.GetValueOrDefault(group.Key, "unreadable"))}");
                foreach (var problem in group)
                {
                    terminal.Console.WriteLine($"    {Format.Line(problem.What)}");
                }

                foreach (var remedy in group.Select(p => p.Remedy).Where(r => r.Length > 0).Distinct())
                {
                    terminal.Console.WriteLine($"    → {Format.Line(remedy)}", Palette.Quiet);
                }
            }

            if (problems.Count == 0 || found == repaired)
            {
                terminal.Console.WriteLine();
            }
        }
    }
}
