using System.Buffers;
using System.Security.Cryptography;
using ModelTracking.Artifacts.Pieces;

namespace ModelTracking.Artifacts;

/// <summary>
/// Objects as files <c>objects/ab/cdef...</c>, written aside, synced and renamed, so that a file with a name is complete. In place of one
/// may stand <c>cdef....pieces</c>, which lists the objects that it is put together from.
/// </summary>
/// <param name="folder">The <c>objects</c> folder of a store.</param>
/// <param name="syncDirectory">Makes a folder's entries survive a power cut; null where that is not wanted.</param>
internal sealed class FileObjectStore(string folder, Action<string>? syncDirectory = null) : IObjectStore
{
    private const int BufferSize = 1 << 20;

    /// <summary>Name of the subfolder for files that are being written.</summary>
    public const string TemporaryFolder = "tmp";

    public StoredObject Put(Stream content, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var temporary = NewTemporary();
        try
        {
            return Name(temporary, Write(content, temporary, progress, cancellationToken));
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public string Snapshot(string path)
    {
        var temporary = NewTemporary();
        File.Copy(path, temporary);
        return temporary;
    }

    public StoredObject Adopt(string snapshot, IProgress<long>? progress)
    {
        try
        {
            StoredObject stored;
            using (var file = new FileStream(snapshot, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0))
            {
                stored = new StoredObject(Convert.ToHexString(SHA256.HashData(file)).ToLowerInvariant(), file.Length);
                RandomAccess.FlushToDisk(file.SafeFileHandle);
            }

            progress?.Report(stored.Length);
            return Name(snapshot, stored);
        }
        finally
        {
            File.Delete(snapshot);
        }
    }

    public bool Contains(string hash) => File.Exists(PathOf(hash)) || File.Exists(ListOf(hash));

    public bool Keep(string hash)
    {
        try
        {
            File.SetLastWriteTimeUtc(PathOf(hash), DateTime.UtcNow);
            return true;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return PiecesOf(hash) is { } pieces && KeepPieces(hash, pieces);
        }
    }

    public Stream OpenRead(string hash)
    {
        var path = PathOf(hash);
        if (!File.Exists(path))
        {
            if (PiecesOf(hash) is { } pieces)
            {
                return new VerifyingStream(new PieceStream(pieces, OpenRead), hash);
            }

            throw new FileNotFoundException($"The artifact's bytes ({hash}) are not in the store. Copy the store's 'objects' folder along with its runs, or restore it from a backup.", path);
        }

        return new VerifyingStream(OpenOwn(path), hash);
    }

    // An object is a file of the store's own. A link would show what lies elsewhere before its hash could tell; it is looked for once the file
    // is open, so that one which is put there later changes nothing.
    private static FileStream OpenOwn(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize);
        if (new FileInfo(path).LinkTarget is null && new DirectoryInfo(Path.GetDirectoryName(path)!).LinkTarget is null)
        {
            return file;
        }

        file.Dispose();
        throw new InvalidDataException($"'{path}' is a link to elsewhere, which no object is. Put the file itself there.");
    }

    /// <summary>Every object with its length.</summary>
    public IEnumerable<StoredObject> Enumerate()
    {
        if (!Directory.Exists(folder))
        {
            yield break;
        }

        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var isList = file.Extension == PieceList.Extension;
            var hash = file.Directory!.Name + (isList ? Path.GetFileNameWithoutExtension(file.Name) : file.Name);
            if (isList && File.Exists(file.FullName[..^PieceList.Extension.Length]))
            {
                continue;
            }

            if (hash.Length == SHA256.HashSizeInBytes * 2 && hash.All(char.IsAsciiHexDigitLower))
            {
                yield return new StoredObject(hash, file.Length);
            }
        }
    }

    /// <summary>Removes an object for good.</summary>
    public void Delete(string hash)
    {
        if (Directory.Exists(Path.GetDirectoryName(PathOf(hash))))
        {
            File.Delete(PathOf(hash));
            File.Delete(ListOf(hash));
        }
    }

    /// <summary>What an object is put together from; null where it is a whole file, or not there.</summary>
    /// <exception cref="InvalidDataException">The list is damaged.</exception>
    public IReadOnlyList<StoredObject>? PiecesOf(string hash) => File.Exists(PathOf(hash)) ? null : PieceList.TryRead(ListOf(hash));

    /// <summary>Cuts a whole object into pieces, each an object of its own, and removes the whole once they have been read back.</summary>
    public void KeepInPieces(StoredObject whole)
    {
        var pieces = new List<StoredObject>();
        using (var content = OpenRead(whole.Hash))
        {
            ContentCutter.Cut(content, whole.Length, piece => pieces.Add(Put(new ReadOnlyMemoryStream(piece), null, CancellationToken.None)));
        }

        using (var back = new VerifyingStream(new PieceStream(pieces, OpenRead), whole.Hash))
        {
            back.CopyTo(Stream.Null);
        }

        var temporary = NewTemporary();
        try
        {
            using (var list = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                RandomAccess.Write(list, PieceList.ToBytes(pieces), 0);
                RandomAccess.FlushToDisk(list);
            }

            File.SetLastWriteTimeUtc(temporary, File.GetLastWriteTimeUtc(PathOf(whole.Hash)));
            File.Move(temporary, ListOf(whole.Hash), overwrite: true);
            syncDirectory?.Invoke(Path.GetDirectoryName(PathOf(whole.Hash))!);
            File.Delete(PathOf(whole.Hash));
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>When the object was written last.</summary>
    public DateTimeOffset WrittenAt(string hash) => File.GetLastWriteTimeUtc(File.Exists(PathOf(hash)) ? PathOf(hash) : ListOf(hash));

    /// <summary>Removes what a dead process left half written.</summary>
    public void DeleteTemporaries(DateTimeOffset olderThan)
    {
        var temporaries = new DirectoryInfo(Path.Combine(folder, TemporaryFolder));
        if (temporaries.Exists)
        {
            foreach (var file in temporaries.EnumerateFiles().Where(f => f.LastWriteTimeUtc <= olderThan.UtcDateTime))
            {
                file.Delete();
            }
        }
    }

    private string NewTemporary()
    {
        var temporary = Path.Combine(folder, TemporaryFolder, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Path.GetDirectoryName(temporary)!);
        return temporary;
    }

    // The name comes last: whoever finds an object by its name finds all of it, on disk.
    private StoredObject Name(string temporary, StoredObject stored)
    {
        // Bytes that are there already may be garbage of long ago, about to be removed: they become young again.
        var target = PathOf(stored.Hash);
        if (!Keep(stored.Hash))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(temporary, target, overwrite: true);
            syncDirectory?.Invoke(Path.GetDirectoryName(target)!);
        }

        return stored;
    }

    // All of them, or the object cannot be read any more.
    private bool KeepPieces(string hash, IReadOnlyList<StoredObject> pieces)
    {
        if (!pieces.All(p => Keep(p.Hash)))
        {
            return false;
        }

        File.SetLastWriteTimeUtc(ListOf(hash), DateTime.UtcNow);
        return true;
    }

    private string ListOf(string hash) => PathOf(hash) + PieceList.Extension;

    private string PathOf(string hash)
    {
        if (hash.Length != SHA256.HashSizeInBytes * 2 || !hash.All(char.IsAsciiHexDigitLower))
        {
            throw new ArgumentException($"'{hash}' is not a SHA-256 in lower-case hexadecimal digits.", nameof(hash));
        }

        return Path.Combine(folder, hash[..2], hash[2..]);
    }

    // A large file is hashed by another thread while it is written and read on, which takes little longer than copying it.
    private static StoredObject Write(Stream content, string path, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        byte[]? spare = null;
        var hashing = Task.CompletedTask;
        try
        {
            long length = 0;
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                hashing.GetAwaiter().GetResult();
                var (bytes, count) = (buffer, read);
                if (count < BufferSize)
                {
                    sha.AppendData(bytes, 0, count);
                }
                else
                {
                    hashing = Task.Run(() => sha.AppendData(bytes, 0, count), CancellationToken.None);
                    buffer = spare ?? ArrayPool<byte>.Shared.Rent(BufferSize);
                    spare = bytes;
                }

                RandomAccess.Write(file, bytes.AsSpan(0, count), length);
                length += count;
                progress?.Report(length);
            }

            hashing.GetAwaiter().GetResult();
            RandomAccess.FlushToDisk(file);
            return new StoredObject(Convert.ToHexString(sha.GetHashAndReset()).ToLowerInvariant(), length);
        }
        finally
        {
            // Nobody may hash a buffer that somebody else has got meanwhile.
            hashing.GetAwaiter().GetResult();
            ArrayPool<byte>.Shared.Return(buffer);
            if (spare is not null)
            {
                ArrayPool<byte>.Shared.Return(spare);
            }
        }
    }
}
