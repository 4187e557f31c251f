namespace ModelTracking.Journal;

/// <summary>A chained log in a file.</summary>
/// <param name="path">The file; it need not exist.</param>
/// <param name="files">The file system.</param>
/// <param name="durable">Whether an append waits for the disk; false for what can be computed again.</param>
internal sealed class ChainedLogFile(string path, IJournalFiles files, bool durable = true) : IChainedLog
{
    public string Path => path;

    private string Folder => System.IO.Path.GetDirectoryName(path)!;

    public LogRead Read(LogPosition after)
    {
        byte[] bytes;
        try
        {
            using var source = files.OpenRead(path);
            if (source.Length < after.Offset)
            {
                return Read(LogPosition.Start);
            }

            bytes = new byte[source.Length - after.Offset];
            Array.Resize(ref bytes, source.Read(bytes, after.Offset));
        }
        catch (FileNotFoundException)
        {
            return new LogRead([], LogPosition.Start, FromStart: true, []);
        }

        var fromStart = after.Offset == 0;
        var read = ChainedLines.Parse(path, bytes, after, fromStart);

        // A repaired log is another file under the same name: its chain does not go on from ours.
        return !fromStart && read.Damage.Count > 0 ? Read(LogPosition.Start) : read;
    }

    public LogPosition Append(LogPosition after, ReadOnlySpan<byte> json)
    {
        files.CreateFolder(Folder);
        var isNew = !File.Exists(path);
        using var file = isNew ? files.CreateNew(path) : files.OpenWrite(path);
        if (file.Length < after.Offset)
        {
            throw new IOException($"'{path}' has become shorter while it was used.");
        }

        if (file.Length > after.Offset)
        {
            KeepTail(after.Offset);
            file.SetLength(after.Offset);
        }

        var line = ChainedLines.Line(after.Check, json, out var check);
        try
        {
            file.Write(line);
            if (durable)
            {
                file.Sync();
            }
        }
        catch (IOException)
        {
            TakeBack(file, after.Offset);
            throw;
        }

        if (isNew && durable)
        {
            files.SyncFolder(Folder);
        }

        return new LogPosition(after.Offset + line.Length, check);
    }

    public void Repair()
    {
        var sound = Read(LogPosition.Start);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        using (var file = files.CreateNew(temporary))
        {
            var check = "";
            foreach (var line in sound.Lines)
            {
                file.Write(ChainedLines.Line(check, line.Span, out check));
            }

            file.Sync();
        }

        File.Copy(path, BrokenName(), overwrite: false);
        files.Move(temporary, path);
        files.SyncFolder(Folder);
    }

    // A dead writer's half line is of no use, but nothing is thrown away unseen.
    private void KeepTail(long offset)
    {
        using var source = files.OpenRead(path);
        var tail = new byte[source.Length - offset];
        _ = source.Read(tail, offset);
        using var broken = files.CreateNew(BrokenName());
        broken.Write(tail);
    }

    private string BrokenName() => $"{path}.{Guid.NewGuid():N}.broken";

    private static void TakeBack(IJournalFile file, long length)
    {
        try
        {
            file.SetLength(length);
        }
        catch (IOException)
        {
            // The line then stands there without its end, or whole; the next writer finds out which.
        }
    }
}
