namespace ModelTracking.Journal;

/// <summary>Keeps bytes that cannot be read beside the file they were in: nothing is thrown away unseen.</summary>
internal static class BrokenTail
{
    /// <summary>Copies everything from <paramref name="goodUpTo"/> on to <c>name.broken</c>, synced; returns how many bytes.</summary>
    public static long Keep(string path, long goodUpTo, IJournalSource source, IJournalFiles files)
    {
        var length = source.Length - goodUpTo;
        if (length <= 0)
        {
            return 0;
        }

        // A copy that an earlier, interrupted repair began is of the same bytes.
        files.Delete(JournalNames.Broken(path));
        using var copy = files.CreateNew(JournalNames.Broken(path));
        var buffer = new byte[(int)Math.Min(length, 1 << 20)];
        for (var done = 0L; done < length;)
        {
            var read = source.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - done)), goodUpTo + done);
            if (read == 0)
            {
                break;
            }

            copy.Write(buffer.AsSpan(0, read));
            done += read;
        }

        copy.Sync();
        return length;
    }
}
