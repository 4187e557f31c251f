using System.Text.Json;

namespace ModelTracking.AzureML.Tokens;

/// <summary>What a token says of itself. It is not verified: that is for those who receive it.</summary>
internal static class JsonWebToken
{
    /// <summary>When it expires; null where it does not say.</summary>
    public static DateTimeOffset? ExpiryOf(string token)
    {
        try
        {
            var parts = token.Split('.');
            if (parts.Length != 3)
            {
                return null;
            }

            var text = parts[1].Replace('-', '+').Replace('_', '/');
            using var payload = JsonDocument.Parse(Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '=')));
            return payload.RootElement.TryGetProperty("exp", out var expiry) && expiry.TryGetInt64(out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
