using System.Text;
using Spectre.Console;

namespace ModelTracking.Cli;

/// <summary>A file or a pipe as output: as wide as any line.</summary>
internal sealed class RedirectedOutput(TextWriter writer) : IAnsiConsoleOutput
{
    public TextWriter Writer => writer;

    public bool IsTerminal => false;

    public int Width => Terminal.Unlimited;

    public int Height => 24;

    public void SetEncoding(Encoding encoding)
    {
    }
}
