using System.Globalization;
using System.Text;
using Spectre.Console;

namespace ModelTracking.Cli;

/// <summary>All that a verb touches of the world outside the store: where it writes, what time it is, what the user set.</summary>
internal sealed class Terminal : IDisposable
{
    /// <summary>Widest chart where nothing says how wide the output is.</summary>
    private const int UnknownWidth = 100;

    private readonly Func<Stream> _open;
    private Stream? _bytes;

    /// <summary>Makes a terminal; tests give their own.</summary>
    /// <param name="console">Takes what people read.</param>
    /// <param name="open">Opens standard output for bytes: JSON, CSV, artifacts.</param>
    /// <param name="error">Standard error.</param>
    public Terminal(IAnsiConsole console, Func<Stream> open, TextWriter error)
    {
        Console = console;
        Error = error;
        _open = open;
    }

    /// <summary>Takes what people read.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Standard output as bytes (JSON, CSV, artifacts), buffered; the tool flushes it at the end.</summary>
    public Stream Bytes => _bytes ??= new BufferedStream(_open(), 1 << 16);

    /// <summary>Standard error.</summary>
    public TextWriter Error { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether somebody sits there who can answer a question.</summary>
    public bool CanAsk { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>What sends http requests; null for what the system has.</summary>
    public HttpMessageHandler? Http { get; init; }

    /// <summary>Where relative folders and files are.</summary>
    public string Folder { get; init; } = Environment.CurrentDirectory;

    /// <summary>Width for drawings, which unlike tables need an end.</summary>
    public int DrawingWidth => Console.Profile.Width > Unlimited / 2 ? UnknownWidth : Console.Profile.Width;

    /// <summary>Stands for "no limit": redirected output is never wrapped nor cut.</summary>
    internal const int Unlimited = 1_000_000;

    /// <summary>The terminal that the process was started in.</summary>
    public static Terminal OfProcess()
    {
        if (!System.Console.IsOutputRedirected)
        {
            System.Console.OutputEncoding = Encoding.UTF8;
        }

        var writer = new StreamWriter(System.Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = System.Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = System.Console.IsOutputRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = System.Console.IsOutputRedirected || System.Console.IsInputRedirected ? InteractionSupport.No : InteractionSupport.Detect,
            Out = System.Console.IsOutputRedirected ? new RedirectedOutput(writer) : new AnsiConsoleOutput(System.Console.Out),
        });
        if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns > 0)
        {
            console.Profile.Width = columns;
        }

        return new Terminal(console, System.Console.OpenStandardOutput, System.Console.Error)
        {
            CanAsk = !System.Console.IsInputRedirected && !System.Console.IsOutputRedirected,
        };
    }

    /// <summary>Writes one line to standard error, whatever line breaks the text holds.</summary>
    public void Tell(string kind, string message) =>
        Error.WriteLine($"{kind}: {string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))}");

    /// <summary>Flushes what was written as bytes.</summary>
    public void Flush() => _bytes?.Flush();

    public void Dispose() => _bytes?.Dispose();
}
