using System.Buffers.Binary;
using System.IO.Compression;
using ModelTracking.Versioning.Formats;

namespace ModelTracking.Tests.Versioning;

/// <summary>Model files that somebody made to do harm, or that a disk has damaged.</summary>
public sealed class HostileModelTests
{
    public static TheoryData<string> Formats => ["model.safetensors", "model.onnx", "model.zip", "model.dat"];

    private static byte[] Whole(string name) => Path.GetExtension(name) switch
    {
        ".zip" => Zip(),
        ".dat" => State(),
        var extension => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Versioning", "Fixtures", "before" + extension)),
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_damaged_model_file_is_never_more_than_one_of_unknown_kind(string name)
    {
        var whole = Whole(name);
        Assert.NotNull(Read(name, whole));
        var random = new Random(20261126);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = (byte[])whole.Clone();
            var head = Math.Min(bytes.Length, i % 2 == 0 ? 600 : bytes.Length);
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                bytes[random.Next(head)] = (byte)random.Next(256);
            }

            Read(name, i % 3 == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
        }
    }

    [Theory]
    [InlineData("""{"w":{"dtype":null,"shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,99999999999]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1e99],"data_offsets":[0,4]}}""")]
    [InlineData("""{"w":7}""")]
    [InlineData("[]")]
    public void A_header_that_makes_no_sense_is_no_model(string header) => Assert.True(Read("w.safetensors", Tensors(header.Length, header)) is null or { Count: <= 1 });

    [Fact]
    public void A_header_that_lies_about_its_length_costs_no_memory()
    {
        var bytes = Tensors(90_000_000, "{}");
        Read("w.safetensors", bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(Read("w.safetensors", bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void An_archive_whose_entries_share_their_bytes_is_not_unpacked()
    {
        // Each entry of the directory is made to point to all there is.
        var zip = Zip();
        var patched = 0;
        for (var at = 0; at + 46 < zip.Length; at++)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(at)) == 0x0201_4B50)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(at + 20), (uint)zip.Length - 100);
                patched++;
            }
        }

        Assert.True(patched > 1);
        Assert.Null(Read("m.zip", zip));
    }

    private static IReadOnlyDictionary<string, ModelPart>? Read(string name, byte[] bytes) => ModelReader.TryRead(name, () => new MemoryStream(bytes));

    private static byte[] Tensors(long length, string header) => [.. BitConverter.GetBytes(length), .. header.Select(c => (byte)c), 0, 0, 0, 0];

    private static byte[] Zip()
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < 4; i++)
            {
                using var entry = zip.CreateEntry($"part{i}/weights").Open();
                entry.Write(new byte[500 + i]);
            }
        }

        return memory.ToArray();
    }

    // Two tensors as TorchSharp writes them: name, type, shape, values.
    private static byte[] State() => [2, 1, (byte)'w', 6, 1, 2, .. new byte[8], 1, (byte)'b', 4, 1, 1, .. new byte[8]];
}
