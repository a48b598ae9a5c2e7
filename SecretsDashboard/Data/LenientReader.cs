using System.Collections;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SecretsDashboard.Data;

/// <summary>
/// Reads a cell that holds no time or no id where one belongs as the first moment or the empty id, which grant nothing: such a token has
/// expired, such a session ended, such a line was altered. So one bad row takes nobody else's down. It reports the column.
/// </summary>
internal sealed class LenientReader(DbDataReader inner, IntegrityCondition integrity) : DbDataReader
{
    public override DateTime GetDateTime(int ordinal) => Sound(ordinal, inner.GetDateTime);
    public override Guid GetGuid(int ordinal) => Sound(ordinal, inner.GetGuid);
    public override T GetFieldValue<T>(int ordinal) => typeof(T) == typeof(DateTime) || typeof(T) == typeof(Guid) ? Sound(ordinal, inner.GetFieldValue<T>) : inner.GetFieldValue<T>(ordinal);

    public override int Depth => inner.Depth;
    public override int FieldCount => inner.FieldCount;
    public override bool HasRows => inner.HasRows;
    public override bool IsClosed => inner.IsClosed;
    public override int RecordsAffected => inner.RecordsAffected;
    public override object this[int ordinal] => inner[ordinal];
    public override object this[string name] => inner[name];
    public override bool GetBoolean(int ordinal) => inner.GetBoolean(ordinal);
    public override byte GetByte(int ordinal) => inner.GetByte(ordinal);
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => inner.GetBytes(ordinal, dataOffset, buffer, bufferOffset, length);
    public override char GetChar(int ordinal) => inner.GetChar(ordinal);
    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => inner.GetChars(ordinal, dataOffset, buffer, bufferOffset, length);
    public override string GetDataTypeName(int ordinal) => inner.GetDataTypeName(ordinal);
    public override decimal GetDecimal(int ordinal) => inner.GetDecimal(ordinal);
    public override double GetDouble(int ordinal) => inner.GetDouble(ordinal);
    public override IEnumerator GetEnumerator() => inner.GetEnumerator();
    public override Type GetFieldType(int ordinal) => inner.GetFieldType(ordinal);
    public override float GetFloat(int ordinal) => inner.GetFloat(ordinal);
    public override short GetInt16(int ordinal) => inner.GetInt16(ordinal);
    public override int GetInt32(int ordinal) => inner.GetInt32(ordinal);
    public override long GetInt64(int ordinal) => inner.GetInt64(ordinal);
    public override string GetName(int ordinal) => inner.GetName(ordinal);
    public override int GetOrdinal(string name) => inner.GetOrdinal(name);
    public override Stream GetStream(int ordinal) => inner.GetStream(ordinal);
    public override string GetString(int ordinal) => inner.GetString(ordinal);
    public override object GetValue(int ordinal) => inner.GetValue(ordinal);
    public override int GetValues(object[] values) => inner.GetValues(values);
    public override bool IsDBNull(int ordinal) => inner.IsDBNull(ordinal);
    public override bool NextResult() => inner.NextResult();
    public override bool Read() => inner.Read();
    public override void Close() => inner.Close();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }
        base.Dispose(disposing);
    }

    private T Sound<T>(int ordinal, Func<int, T> read)
    {
        try
        {
            return read(ordinal);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException)
        {
            integrity.Found(null, Guid.Empty, $"a cell of column {Column(ordinal)}");
            return default!;
        }
    }

    private string Column(int ordinal) => inner is SqliteDataReader { Handle: { } statement }
        ? $"{raw.sqlite3_column_table_name(statement, ordinal).utf8_to_string()}.{raw.sqlite3_column_origin_name(statement, ordinal).utf8_to_string()}"
        : inner.GetName(ordinal);
}
