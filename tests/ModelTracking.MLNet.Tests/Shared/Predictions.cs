using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ModelTracking.MLNet.Tests.Shared;

/// <summary>The scores of a model, bit for bit.</summary>
internal static class Predictions
{
    public static string Digest(ITransformer model, IDataView data)
    {
        var scored = model.Transform(data);
        var column = scored.Schema["Score"];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var cursor = scored.GetRowCursor([column]);
        if (column.Type is VectorDataViewType)
        {
            var read = cursor.GetGetter<VBuffer<float>>(column);
            VBuffer<float> value = default;
            while (cursor.MoveNext())
            {
                read(ref value);
                hash.AppendData(MemoryMarshal.AsBytes<float>(value.DenseValues().ToArray()));
            }
        }
        else
        {
            var read = cursor.GetGetter<float>(column);
            float value = 0;
            while (cursor.MoveNext())
            {
                read(ref value);
                hash.AppendData(BitConverter.GetBytes(value));
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
