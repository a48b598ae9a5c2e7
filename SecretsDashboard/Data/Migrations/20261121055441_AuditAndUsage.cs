using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecretsDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class AuditAndUsage : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "LastDeliveredAt",
                table: "ServiceTokens",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "PresentSince",
                table: "SecretValues",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<string>(
                name: "TargetName",
                table: "Audit",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "SecretDeliveries",
                columns: table => new
                {
                    SecretId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TokenId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LastAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SecretDeliveries", x => new { x.SecretId, x.TokenId });
                    table.ForeignKey(
                        name: "FK_SecretDeliveries_Secrets_SecretId",
                        column: x => x.SecretId,
                        principalTable: "Secrets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_SecretDeliveries_ServiceTokens_TokenId",
                        column: x => x.TokenId,
                        principalTable: "ServiceTokens",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            // what the new columns would say had they been there from the start
            migrationBuilder.Sql("UPDATE Audit SET TargetName = json_extract(CAST(Body AS TEXT), '$.target_name')");
            migrationBuilder.Sql("UPDATE SecretValues SET PresentSince = (SELECT MIN(first.CreatedAt) FROM SecretValues first WHERE first.SecretId = SecretValues.SecretId AND first.EnvironmentId = SecretValues.EnvironmentId)");
            migrationBuilder.Sql("UPDATE ServiceTokens SET LastDeliveredAt = (SELECT MAX(Time) FROM Audit WHERE ActorId = ServiceTokens.Id AND Action IN ('secrets.delivered', 'secrets.delivered_again') AND TargetId IS NULL)");
            migrationBuilder.Sql("INSERT INTO SecretDeliveries (SecretId, TokenId, LastAt) SELECT TargetId, ActorId, MAX(Time) FROM Audit WHERE Action IN ('secrets.delivered', 'secrets.delivered_again') AND TargetId IN (SELECT Id FROM Secrets) AND ActorId IN (SELECT Id FROM ServiceTokens) GROUP BY TargetId, ActorId");

            migrationBuilder.CreateIndex(
                name: "IX_Audit_ActorId_ProjectId_Seq",
                table: "Audit",
                columns: new[] { "ActorId", "ProjectId", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_SecretDeliveries_TokenId",
                table: "SecretDeliveries",
                column: "TokenId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SecretDeliveries");

            migrationBuilder.DropIndex(
                name: "IX_Audit_ActorId_ProjectId_Seq",
                table: "Audit");

            migrationBuilder.DropColumn(
                name: "LastDeliveredAt",
                table: "ServiceTokens");

            migrationBuilder.DropColumn(
                name: "PresentSince",
                table: "SecretValues");

            migrationBuilder.DropColumn(
                name: "TargetName",
                table: "Audit");
        }
    }
}
