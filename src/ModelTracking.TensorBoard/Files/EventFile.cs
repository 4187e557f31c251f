using System.Buffers.Binary;
using Google.Protobuf;
using ModelTracking.TensorBoard.Protocol;

namespace ModelTracking.TensorBoard.Files;

/// <summary>Reads an event file record by record, from any record's beginning, and checks every checksum. Not thread-safe.</summary>
internal sealed class EventFile(string path)
{
    private const int HeaderLength = sizeof(ulong) + sizeof(uint);
    private const int LongestRecord = 1 << 30;

    /// <summary>Where the next record begins; after reading, where reading ended.</summary>
    public long Offset { get; private set; }

    /// <summary>Why reading ended before the file did; null where it did not. An unfinished last record is none: its writer lives.</summary>
    public string? Problem { get; private set; }

    public IEnumerable<Event> Read(long from = 0)
    {
        Offset = from;
        Problem = null;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
        file.Seek(from, SeekOrigin.Begin);
        var header = new byte[HeaderLength];
        while (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) == HeaderLength)
        {
            var length = BinaryPrimitives.ReadUInt64LittleEndian(header);
            if (MaskedCrc.Of(header.AsSpan(0, sizeof(ulong))) != BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(sizeof(ulong))) || length > LongestRecord)
            {
                Problem = $"the record at byte {Offset} has a damaged length; what follows it is lost";
                yield break;
            }

            var body = new byte[(int)length + sizeof(uint)];
            if (file.ReadAtLeast(body, body.Length, throwOnEndOfStream: false) < body.Length)
            {
                yield break;
            }

            if (MaskedCrc.Of(body.AsSpan(0, (int)length)) != BinaryPrimitives.ReadUInt32LittleEndian(body.AsSpan((int)length)))
            {
                Problem = $"the record at byte {Offset} does not match its checksum; it and what follows are not imported";
                yield break;
            }

            Event read;
            try
            {
                read = Event.Parser.ParseFrom(body.AsSpan(0, (int)length));
            }
            catch (InvalidProtocolBufferException exception)
            {
                Problem = $"the record at byte {Offset} is no event: {exception.Message}";
                yield break;
            }

            Offset += HeaderLength + body.Length;
            yield return read;
        }
    }
}
