using System.Diagnostics;
using System.Text;
using ModelTracking.Cli.Tests.Shared;

namespace ModelTracking.Cli.Tests.Commands;

/// <summary>The tool as a process of its own, whose output goes into a pipe.</summary>
public sealed class ProcessTests(SampleStore store) : IClassFixture<SampleStore>
{
    [Fact]
    public async Task In_a_pipe_there_are_no_colours_and_nothing_is_cut_or_wrapped()
    {
        var (exitCode, output, error) = await Start("runs");
        Assert.Equal((0, ""), (exitCode, error));
        Assert.DoesNotContain('\u001b', output);
        var lines = output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        Assert.Equal(1 + 10, lines.Length);
        Assert.Contains(lines, l => l.Contains($"{Samples.Unicode}  sprachmodell-日本語  ■ killed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task COLUMNS_sets_the_width()
    {
        var (_, output, _) = await Start("runs", ("COLUMNS", "70"));
        Assert.All(output.Split('\n'), line => Assert.InRange(line.Length, 0, 70));
    }

    [Fact]
    public async Task Errors_go_to_standard_error_with_an_exit_code()
    {
        var (exitCode, output, error) = await Start("rusn");
        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith("error: there is no verb 'rusn'. Did you mean 'runs'?", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_a_number() => Assert.Matches(@"^\d+\.\d+\.\d+\s*$", (await Start("--version")).Output);

    private async Task<(int ExitCode, string Output, string Error)> Start(string verb, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Tool).Assembly.Location, verb])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["MODELTRACKING_URI"] = store.Folder;
        start.Environment.Remove("COLUMNS");
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
