using System.Buffers;
using System.Security.Cryptography;

namespace ModelTracking.Artifacts;

/// <summary>Objects as files <c>objects/ab/cdef...</c>, written aside, synced and renamed, so that a file with a name is complete.</summary>
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

    public bool Contains(string hash) => File.Exists(PathOf(hash));

    public bool Keep(string hash)
    {
        try
        {
            File.SetLastWriteTimeUtc(PathOf(hash), DateTime.UtcNow);
            return true;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    public Stream OpenRead(string hash)
    {
        var path = PathOf(hash);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"The artifact's bytes ({hash}) are not in the store. Copy the store's 'objects' folder along with its runs, or restore it from a backup.", path);
        }

        return new VerifyingStream(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize), hash);
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
            var hash = file.Directory!.Name + file.Name;
            if (hash.Length == SHA256.HashSizeInBytes * 2 && hash.All(char.IsAsciiHexDigitLower))
            {
                yield return new StoredObject(hash, file.Length);
            }
        }
    }

    /// <summary>Removes an object for good.</summary>
    public void Delete(string hash) => File.Delete(PathOf(hash));

    /// <summary>When the object was written last.</summary>
    public DateTimeOffset WrittenAt(string hash) => File.GetLastWriteTimeUtc(PathOf(hash));

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

    private string PathOf(string hash)
    {
        if (hash.Length != SHA256.HashSizeInBytes * 2 || !hash.All(char.IsAsciiHexDigitLower))
        {
            throw new ArgumentException($"'{hash}' is not a SHA-256 in lower-case hexadecimal digits.", nameof(hash));
        }

        return Path.Combine(folder, hash[..2], hash[2..]);
    }

    private static StoredObject Write(Stream content, string path, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long length = 0;
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                sha.AppendData(buffer, 0, read);
                RandomAccess.Write(file, buffer.AsSpan(0, read), length);
                length += read;
                progress?.Report(length);
            }

            RandomAccess.FlushToDisk(file);
            return new StoredObject(Convert.ToHexString(sha.GetHashAndReset()).ToLowerInvariant(), length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
