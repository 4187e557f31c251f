using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console.Testing;

namespace ModelTracking.Cli.Tests.Shared;

/// <summary>What one call of the tool answered.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    /// <summary>The output as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>The output's lines, each as JSON.</summary>
    public IReadOnlyList<JsonElement> JsonLines => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];

    /// <summary>Calls the tool on a store, as if its output were redirected.</summary>
    public static Task<ToolRun> Of(string store, params string[] args) => Of(store, Terminal.Unlimited, args);

    /// <summary>Calls the tool on a store in a terminal of some width.</summary>
    public static async Task<ToolRun> Of(string store, int width, string[] args, string? answer = null, string? folder = null, HttpMessageHandler? http = null)
    {
        using var console = new TestConsole().Width(width);
        if (answer is not null)
        {
            console.Interactive();
            console.Input.PushTextWithEnter(answer);
        }

        var bytes = new MemoryStream();
        var error = new StringWriter();
        using var terminal = new Terminal(console, () => bytes, error)
        {
            Time = new FakeTimeProvider(Samples.Now),
            CanAsk = answer is not null,
            Variable = name => name == "MODELTRACKING_URI" ? store : null,
            Folder = folder ?? Path.GetTempPath(),
            Http = http,
        };
        var exitCode = await Tool.RunAsync(args, terminal);
        return new ToolRun(exitCode, Tidy(console.Output) + Encoding.UTF8.GetString(bytes.ToArray()), Tidy(error.ToString()));
    }

    private static string Tidy(string text) => text.ReplaceLineEndings("\n");
}
