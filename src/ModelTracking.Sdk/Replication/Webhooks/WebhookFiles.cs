using System.Text.Json;
using ModelTracking.Diagnostics;
using ModelTracking.Journal;

namespace ModelTracking.Replication.Webhooks;

/// <summary>The webhooks of a store as files <c>versions/webhooks/NAME.json</c>, each written aside and renamed.</summary>
internal sealed class WebhookFiles(string root)
{
    private const string Extension = ".json";

    private readonly string _folder = Path.Combine(new StoreLayout(root).Versions, "webhooks");

    public IReadOnlyList<WebhookState> All() => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder, "*" + Extension).Order(StringComparer.Ordinal).Select(Read).OfType<WebhookState>()]
        : [];

    public WebhookState? Find(string name) => Read(PathOf(name));

    public void Write(WebhookState state)
    {
        Directory.CreateDirectory(_folder);
        var temporary = Path.Combine(_folder, $"{Guid.NewGuid():N}.tmp");
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew))
            {
                JsonSerializer.Serialize(file, state, WebhookJson.Default.WebhookState);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, PathOf(state.Webhook.Name), overwrite: true);
            JournalFiles.Real.SyncFolder(_folder);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public bool Remove(string name)
    {
        var isThere = File.Exists(PathOf(name));
        File.Delete(PathOf(name));
        return isThere;
    }

    /// <summary>Taken by the one process that delivers for this webhook; null where another one does.</summary>
    public IDisposable? TryLock(string name)
    {
        try
        {
            Directory.CreateDirectory(_folder);
            return new FileStream(Path.Combine(_folder, $"{name}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private string PathOf(string name) => Path.Combine(_folder, name + Extension);

    private static WebhookState? Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return JsonSerializer.Deserialize(file, WebhookJson.Default.WebhookState);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException exception)
        {
            throw new TrackingException($"The webhook '{Path.GetFileNameWithoutExtension(path)}' cannot be read: {exception.Message} Remove '{path}' and add it again.", exception);
        }
    }
}
