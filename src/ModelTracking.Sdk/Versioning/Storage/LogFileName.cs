using System.Security.Cryptography;
using System.Text;

namespace ModelTracking.Versioning.Storage;

/// <summary>Gives any name a file name that is legal, and different from every other's, on every system.</summary>
internal static class LogFileName
{
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
        "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    };

    /// <summary>Plain lower-case names stay as they are; others get a digest after a tilde, which no plain name has.</summary>
    public static string Of(string name)
    {
        var isPlain = name.Length is > 0 and <= 80 && name.All(IsPlain) && name[0] != '.' && name[^1] != '.' && !Reserved.Contains(name.Split('.')[0]);
        if (isPlain)
        {
            return name;
        }

        var readable = new string([.. name.ToLowerInvariant().Take(40).Select(c => IsPlain(c) && c != '.' ? c : '-')]);
        return $"{readable}~{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name))).ToLowerInvariant()[..12]}";
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.';
}
