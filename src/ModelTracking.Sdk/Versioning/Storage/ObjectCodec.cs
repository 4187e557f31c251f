using System.Globalization;
using System.Text.Json;
using ModelTracking.Artifacts;
using ModelTracking.Diagnostics;
using ModelTracking.Records;

namespace ModelTracking.Versioning.Storage;

/// <summary>The canonical form of commits, trees, parts and listings; see FORMAT.md. The identity of each is the SHA-256 of these bytes.</summary>
internal static class ObjectCodec
{
    private const int Format = 1;
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static byte[] Commit(CommitHeader commit)
    {
        var json = Begin("commit").Name("tree").Text(commit.Tree).Name("parents").Open('[');
        foreach (var parent in commit.Parents)
        {
            json.Text(parent);
        }

        json.Close(']')
            .Name("author").Text(commit.Author)
            .Name("time").Text(commit.Time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture))
            .Name("message").Text(commit.Message);
        if (commit.Run is { } run)
        {
            json.Name("run").Text(run.ToString());
        }

        return json.Close('}').ToArray();
    }

    public static CommitHeader ReadCommit(string id, ReadOnlyMemory<byte> bytes)
    {
        using var document = Parse(id, bytes, "commit");
        var json = document.RootElement;
        return new CommitHeader(
            json.GetProperty("tree").GetString()!,
            [.. json.GetProperty("parents").EnumerateArray().Select(p => p.GetString()!)],
            json.GetProperty("author").GetString()!,
            DateTimeOffset.ParseExact(json.GetProperty("time").GetString()!, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            json.GetProperty("message").GetString()!,
            json.TryGetProperty("run", out var run) ? RunId.Parse(run.GetString()!) : null);
    }

    public static byte[] Tree(IEnumerable<KeyValuePair<TreePart, string>> parts)
    {
        var json = Begin("tree").Name("parts").Open('{');
        foreach (var (part, id) in parts.OrderBy(p => NameOf(p.Key), StringComparer.Ordinal))
        {
            json.Name(NameOf(part)).Text(id);
        }

        return json.Close('}').Close('}').ToArray();
    }

    public static Dictionary<TreePart, string> ReadTree(string id, ReadOnlyMemory<byte> bytes)
    {
        using var document = Parse(id, bytes, "tree");
        return document.RootElement.GetProperty("parts").EnumerateObject().ToDictionary(p => Enum.Parse<TreePart>(p.Name, ignoreCase: true), p => p.Value.GetString()!);
    }

    /// <summary>A part of a tree, or a listing of files.</summary>
    public static byte[] Elements(string kind, IEnumerable<KeyValuePair<string, TreeElement>> elements)
    {
        var json = Begin(kind).Name("elements").Open('{');
        foreach (var (key, element) in elements)
        {
            json.Name(key);
            ElementCodec.Write(json, element);
        }

        return json.Close('}').Close('}').ToArray();
    }

    public static SortedList<string, TreeElement> ReadElements(string id, ReadOnlyMemory<byte> bytes, string kind)
    {
        using var document = Parse(id, bytes, kind);
        var elements = document.RootElement.GetProperty("elements");
        var list = new SortedList<string, TreeElement>(StringComparer.Ordinal);
        foreach (var element in elements.EnumerateObject())
        {
            list.Add(element.Name, ElementCodec.Read(element.Value));
        }

        return list;
    }

    public static string NameOf(TreePart part) => part.ToString().ToLowerInvariant();

    private static CanonicalWriter Begin(string kind) => new CanonicalWriter().Open('{').Name(ObjectReferences.Marker).Text($"{kind}/{Format}");

    private static JsonDocument Parse(string id, ReadOnlyMemory<byte> bytes, string kind)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(bytes);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"Object {id} is not a {kind}: {exception.Message}", exception);
        }

        var found = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(ObjectReferences.Marker, out var marker) ? marker.GetString() ?? "" : "";
        var parts = found.Split('/');
        if (parts.Length == 2 && parts[0] == kind && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var format) && format > Format)
        {
            throw new TrackingException($"Object {id} has format {found}, which a newer version of ModelTracking.Sdk wrote. Update the package.");
        }

        return found == $"{kind}/{Format}" ? document : throw new InvalidDataException($"Object {id} is not a {kind}.");
    }
}
