using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ModelTracking.MLflow.Connection;

/// <summary>What an answer that is no good says: MLflow's JSON, a proxy's HTML page, or plain text.</summary>
internal static partial class ErrorText
{
    private const int Longest = 500;

    public static (string? Code, string Message) Read(ReadOnlySpan<byte> body)
    {
        if (body.Length > 0 && body[0] == (byte)'{')
        {
            try
            {
                var answer = JsonSerializer.Deserialize(body, MlflowJson.Default.Answer);
                if (answer?.ErrorCode is not null || answer?.Message is not null)
                {
                    return (answer.ErrorCode, Short(answer.Message ?? ""));
                }
            }
            catch (JsonException)
            {
                // Not MLflow's; shown as text.
            }
        }

        return (null, Of(body));
    }

    /// <summary>The text of a body without markup, at most 500 characters.</summary>
    public static string Of(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, 1 << 14)]);
        if (text.Contains('<', StringComparison.Ordinal))
        {
            text = WebUtility.HtmlDecode(Tags().Replace(Unseen().Replace(text, " "), " "));
        }

        return Short(Spaces().Replace(text, " ").Trim());
    }

    private static string Short(string text) => text.Length <= Longest ? text : text[..Longest] + "...";

    [GeneratedRegex("<(script|style|head)[^>]*>.*?</\\1>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Unseen();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex("\\s+")]
    private static partial Regex Spaces();
}
