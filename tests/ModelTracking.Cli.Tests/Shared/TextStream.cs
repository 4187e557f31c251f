using System.Text;

namespace ModelTracking.Cli.Tests.Shared;

/// <summary>A stream of UTF-8 whose text goes to a writer.</summary>
internal sealed class TextStream(TextWriter writer) : MemoryStream
{
    public override void Write(byte[] buffer, int offset, int count) => writer.Write(Encoding.UTF8.GetString(buffer, offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => writer.Write(Encoding.UTF8.GetString(buffer));
}
