using System.Security.Cryptography;
using System.Text;

namespace ModelTracking.MLflow.Replication;

/// <summary>Identities and endings of names that are made from a text, always the same for it.</summary>
internal static class TextHash
{
    /// <summary>32 hexadecimal digits.</summary>
    public static string Of(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32].ToLowerInvariant();

    /// <summary>The first 8 of them.</summary>
    public static string Short(string text) => Of(text)[..8];
}
