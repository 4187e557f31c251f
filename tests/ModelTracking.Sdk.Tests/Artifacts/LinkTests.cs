using ModelTracking.Artifacts;

namespace ModelTracking.Tests.Artifacts;

/// <summary>Objects are files of the store's own, never links to what lies elsewhere.</summary>
public sealed class LinkTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void T9_A_link_in_place_of_an_object_or_its_folder_shows_nothing(bool isFolder)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows lets administrators alone make links.");
        var store = new FileObjectStore(_folder["objects"]);
        var hash = store.Put(new MemoryStream([1, 2, 3]), null, CancellationToken.None).Hash;
        using (var own = store.OpenRead(hash))
        {
            Assert.Equal(1, own.ReadByte());
        }

        var (folder, file) = (_folder[$"objects/{hash[..2]}"], _folder[$"objects/{hash[..2]}/{hash[2..]}"]);
        Directory.CreateDirectory(_folder["elsewhere"]);
        File.WriteAllText(_folder[$"elsewhere/{hash[2..]}"], "secret");
        Directory.Delete(folder, recursive: true);
        if (isFolder)
        {
            Directory.CreateSymbolicLink(folder, _folder["elsewhere"]);
        }
        else
        {
            Directory.CreateDirectory(folder);
            File.CreateSymbolicLink(file, _folder[$"elsewhere/{hash[2..]}"]);
        }

        Assert.Throws<InvalidDataException>(() => store.OpenRead(hash));
    }
}
