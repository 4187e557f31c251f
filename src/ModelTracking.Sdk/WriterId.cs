using System.Security.Cryptography;

namespace ModelTracking;

/// <summary>Identity of one process's part in a run: 8 hexadecimal digits.</summary>
internal static class WriterId
{
    public static string New() => Convert.ToHexString(RandomNumberGenerator.GetBytes(4)).ToLowerInvariant();
}
