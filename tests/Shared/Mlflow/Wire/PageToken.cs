using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Mlflow.Stub.Wire;

/// <summary>The token that leads to the next page.</summary>
internal static class PageToken
{
    public static string At(long offset) => Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"offset": {{offset}}}""")));

    public static int Offset(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return 0;
        }

        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(token);
        }
        catch (FormatException)
        {
            throw ApiException.Invalid("Invalid page token, could not base64-decode");
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.GetProperty("offset").GetInt32();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw ApiException.Invalid("Invalid page token, parsed value={...}");
        }
    }
}
